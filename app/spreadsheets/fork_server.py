"""The server that forks child processes: imports once, then forks for each request.

It is a program of its own, started by `app.spreadsheets.fork_client`. It ends, and its children
with it, when the service that has started it closes its end of the control socket or dies.
"""

import gc
import importlib
import os
import selectors
import signal
import socket
from collections.abc import Sequence
from contextlib import suppress

from app.spreadsheets.child import run_request

_FAILED = 70
"""Exit code of a child that could not even say what has gone wrong (sysexits.h, EX_SOFTWARE)."""


class _Server:
    """Watches the control socket, the ends of children, and those who wait for them."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._selector = selectors.DefaultSelector()
        self._children: dict[int, socket.socket] = {}
        self._wakeup, self._signals = socket.socketpair()
        for end in (self._wakeup, self._signals):
            end.setblocking(False)  # noqa: FBT003 - takes it by position only

    def run(self) -> None:
        signal.set_wakeup_fd(self._signals.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._selector.register(self._control, selectors.EVENT_READ)
        self._selector.register(self._wakeup, selectors.EVENT_READ)
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self._control:
                    if not self._answer():
                        self._end_children()
                        return
                elif key.fileobj is self._wakeup:
                    self._reap()
                else:
                    self._end_child(key.data, key.fileobj)

    def _answer(self) -> bool:
        """Fork for one request; return False when there will be no more."""
        message, descriptors, _, _ = socket.recv_fds(self._control, 1, 2)
        if not message:
            return False
        channel, status = (socket.socket(fileno=descriptor) for descriptor in descriptors)
        pid = os.fork()
        if pid == 0:
            self._become_child(channel)
        channel.close()
        self._children[pid] = status
        self._selector.register(status, selectors.EVENT_READ, pid)
        return True

    def _become_child(self, channel: socket.socket) -> None:
        """Do the work of a child; does not return."""
        code = _FAILED
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for end in (self._control, self._wakeup, self._signals, *self._children.values()):
                end.close()
            self._selector.close()
            code = run_request(channel)
        finally:
            os._exit(code)

    def _end_child(self, pid: int, status: object) -> None:
        """Kill a child for which nobody waits any more, unless it has just ended by itself."""
        if self._children.get(pid) is not status:
            return
        self._selector.unregister(self._children[pid])
        os.kill(pid, signal.SIGKILL)  # not reaped yet, so the number is still its own

    def _reap(self) -> None:
        with suppress(BlockingIOError):
            while self._wakeup.recv(4096):
                pass
        while self._children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            waiting = self._children.pop(pid)
            with suppress(KeyError):
                self._selector.unregister(waiting)
            with suppress(OSError), waiting:
                waiting.send(str(os.waitstatus_to_exitcode(status)).encode())

    def _end_children(self) -> None:
        for pid in self._children:
            os.kill(pid, signal.SIGKILL)
        for pid in self._children:
            os.waitpid(pid, 0)


def serve(descriptor: int, modules: Sequence[str]) -> None:
    """Serve until the other end of the control socket is closed.

    Args:
        descriptor: The control socket.
        modules: What is imported first; those that cannot be are left to the children.
    """
    with socket.socket(fileno=descriptor) as control:
        os.set_inheritable(descriptor, False)  # noqa: FBT003 - takes it by position only
        for module in modules:
            with suppress(ImportError):
                importlib.import_module(module)
        gc.collect()
        gc.freeze()  # so that children do not copy these pages only to look for garbage
        _Server(control).run()
