"""Messages between the service and its child processes: kind, length, content."""

import socket
import struct

MESSAGE = b"m"
"""A request, or something that the task has yielded, as JSON."""
ERROR = b"e"
"""An `AppError`, as JSON."""
CRASH = b"c"
"""Another exception: its trace as a JSON text, or "MemoryError"."""
END = b"z"
"""The task has ended well."""

MAX_FRAME_BYTES = 64 * 1024 * 1024
"""Longest content of a message; 500 rows of 25 cells are about half a megabyte."""

_HEADER = struct.Struct("!cI")
_PIECE_BYTES = 1024 * 1024


class FrameError(Exception):
    """What came is no message, or there is none left."""


def write_frame(channel: socket.socket, kind: bytes, content: bytes = b"") -> None:
    """Send one message; waits while the other side does not read.

    Raises:
        OSError: The other side is gone.
        FrameError: The message is too long.
    """
    if len(content) > MAX_FRAME_BYTES:
        raise FrameError("message too long")
    channel.sendall(_HEADER.pack(kind, len(content)) + content)


def read_frame(channel: socket.socket) -> tuple[bytes, bytes]:
    """Receive one message.

    Returns:
        Its kind and its content.

    Raises:
        TimeoutError: Nothing comes within the timeout of the socket.
        OSError: The other side is gone.
        FrameError: It has ended in the middle, or announces more than a message may have.
    """
    kind, length = _HEADER.unpack(_read(channel, _HEADER.size))
    if kind not in {MESSAGE, ERROR, CRASH, END} or length > MAX_FRAME_BYTES:
        raise FrameError("no message")
    return kind, _read(channel, length)


def _read(channel: socket.socket, length: int) -> bytes:
    buffer = bytearray()
    while len(buffer) < length:
        piece = channel.recv(min(length - len(buffer), _PIECE_BYTES))
        if not piece:
            raise FrameError("end of messages")
        buffer += piece
    return bytes(buffer)
