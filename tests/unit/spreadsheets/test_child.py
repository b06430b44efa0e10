"""What a child does, done here so that it can be looked at."""

import json
import socket

import pytest

from app.spreadsheets import frames
from app.spreadsheets.child import report
from app.spreadsheets.fork_server import _Server
from app.spreadsheets.frames import CRASH, END, ERROR, MESSAGE, FrameError, read_frame, write_frame

TASKS = "tests.unit.spreadsheets.child_tasks"


def frames_of(task: str, **arguments: object) -> list[tuple[bytes, object]]:
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            report(theirs, f"{TASKS}:{task}", arguments)
        found: list[tuple[bytes, object]] = []
        while True:
            try:
                kind, content = read_frame(ours)
            except FrameError:
                return found
            found.append((kind, json.loads(content) if content else None))


def test_messages_come_before_the_end() -> None:
    assert [kind for kind, _ in frames_of("count", numbers=2)] == [MESSAGE, MESSAGE, END]


def test_errors_and_crashes_are_told() -> None:
    assert [kind for kind, _ in frames_of("refuse", row=1)] == [MESSAGE, ERROR]
    (_, (kind, trace)) = frames_of("fail")
    assert kind == CRASH
    assert str(trace).startswith("ZeroDivisionError\n")


def test_want_of_memory_is_told_in_short() -> None:
    assert frames_of("take_memory", megabytes=10**9) == [(CRASH, "MemoryError")]


def test_nobody_listening_is_no_failure_of_the_task() -> None:
    ours, theirs = socket.socketpair()
    ours.close()
    with theirs, pytest.raises(ConnectionError):
        report(theirs, f"{TASKS}:count", {"numbers": 1})


def test_what_is_no_message_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "MAX_FRAME_BYTES", 10)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(b"garbage")
        with pytest.raises(FrameError):
            read_frame(ours)
        with pytest.raises(FrameError):
            write_frame(ours, MESSAGE, b"x" * 11)


def test_a_child_that_has_just_ended_is_not_ended_again() -> None:
    control, other = socket.socketpair()
    with control, other:
        server = _Server(control)
        with server._wakeup, server._signals:
            server._end_child(1, control)  # both ends were seen at once: its own, and its caller's
