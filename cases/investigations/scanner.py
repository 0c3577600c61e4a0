"""Asking a ClamAV server whether a file holds malware, by its INSTREAM command.

No library: the protocol is one command, blocks with their length before them, and one line of answer.
"""

import socket
import struct
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import File

_BLOCK = 64 * 1024
_PORT = 3310
_SECONDS = 60
_LONGEST_ANSWER = 4096


class ScannerSilent(Exception):  # noqa: N818 - named for what went wrong, as every exception here
    """The scanner does not answer, or not in a way that says clean or infected."""


@dataclass(frozen=True)
class Verdict:
    """What the scanner says: its words, and whether it found anything."""

    is_clean: bool
    words: str


def is_configured() -> bool:
    """Whether this installation scans files."""
    return bool(settings.CLAMD_URL)


def scan(file: File) -> Verdict:
    """Send the whole file to the scanner. Raises ScannerSilent when there is no clear answer."""
    try:
        with _connected() as connection:
            connection.sendall(b"zINSTREAM\0")
            while block := file.read(_BLOCK):
                connection.sendall(struct.pack("!L", len(block)) + block)
            connection.sendall(struct.pack("!L", 0))
            answer = _answer(connection)
    except OSError as error:
        raise ScannerSilent(str(error)) from None
    words = answer.removeprefix("stream: ").strip()
    if words == "OK":
        return Verdict(is_clean=True, words=words)
    if words.endswith("FOUND"):
        return Verdict(is_clean=False, words=words.removesuffix("FOUND").strip())
    raise ScannerSilent(words or "The scanner closed the connection.")


def _connected() -> socket.socket:
    address = urlsplit(settings.CLAMD_URL)
    if address.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_SECONDS)
        connection.connect(address.path)
        return connection
    return socket.create_connection((address.hostname, address.port or _PORT), timeout=_SECONDS)


def _answer(connection: socket.socket) -> str:
    found = b""
    while not found.endswith(b"\0") and len(found) < _LONGEST_ANSWER:
        block = connection.recv(_LONGEST_ANSWER)
        if not block:
            break
        found += block
    return found.rstrip(b"\0").decode("utf-8", "replace")
