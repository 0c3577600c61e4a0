"""Whether an uploaded file is what its name says: an allow-list of endings, each with the signature it must have.

Nothing is unpacked. A file that is refused is refused in words. The table is `reference/file_kinds.csv`.
"""

import re
import unicodedata
from typing import BinaryIO

from cases.investigations.reference import FileKind, file_kinds
from misconduct.core.errors import Refused

LONGEST_NAME = 200
_FIELD = "file"
_HEAD = 4096
_END_OF_ZIP = b"PK\x05\x06"
_LONGEST_END = 22 + 65_535
_LARGEST_DIRECTORY = 2 * 1024 * 1024
_PROGRAMS = frozenset(
    {"bat", "cmd", "com", "cpl", "dll", "exe", "hta", "jar", "js", "jse", "lnk", "msi", "ps1", "reg", "scr"}
    | {"vbe", "vbs", "wsf"}
)
# Text has none of these; a program, a picture or an archive has them soon.
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_RECOGNISED = (
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office file"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"#!", "a script"),
)
_MARKUP = re.compile(rb"<\s*(!doctype|html|script|svg|body|iframe|\?xml)", re.IGNORECASE)


def plain_name(name: str) -> str:
    """The last part of a path, without what does not show or turns the writing round. Raises Refused for no name."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(one for one in last if unicodedata.category(one) not in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
    shown = shown.strip(" .")
    if not shown:
        raise Refused("Give the file a name first.", field=_FIELD)
    stem, dot, extension = shown.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(extension) - 1]}{dot}{extension}" if dot else shown[:LONGEST_NAME]


def kind_of(name: str, file: BinaryIO, *, size: int) -> FileKind:
    """What kind of file this is, by its name and its content. Raises Refused when they differ or are not allowed."""
    if size == 0:
        raise Refused("The file is empty.", field=_FIELD)
    parts = name.lower().split(".")
    kind = file_kinds().get(parts[-1]) if len(parts) > 1 else None
    if kind is None:
        raise Refused(f"Files of this kind are not taken. Choose one of: {allowed()}.", field=_FIELD)
    if programs := _PROGRAMS.intersection(parts[1:-1]):
        raise Refused(
            f"The name has two endings, one of them of a program (.{sorted(programs)[0]}). Rename the file.",
            field=_FIELD,
        )
    file.seek(0)
    head = file.read(_HEAD)
    if not _fits(kind, head, file, size):
        raise Refused(
            f"The name ends in .{kind.extension}, but the file is {_recognised(head)}. "
            "Save it again in the kind that its name says.",
            field=_FIELD,
        )
    file.seek(0)
    return kind


def allowed() -> str:
    """The endings that are taken, for people."""
    return ", ".join(f".{extension}" for extension in file_kinds())


def _fits(kind: FileKind, head: bytes, file: BinaryIO, size: int) -> bool:
    if kind.check == "text":
        return _is_text(file)
    if not any(head[kind.offset :].startswith(start) for start in kind.starts):
        return False
    return kind.check != "zip" or _lists(file, size, kind.holds)


def _is_text(file: BinaryIO) -> bool:
    """No byte that text does not have, in the whole file. UTF-16 is refused with it: save as UTF-8."""
    file.seek(0)
    while block := file.read(64 * 1024):
        if _NOT_TEXT.search(block):
            return False
    return True


def _lists(file: BinaryIO, size: int, member: bytes) -> bool:
    """Whether the directory at the end of a ZIP names the member and no macros. The members are not read.

    A directory that is too large to be a document's is refused unread.
    """
    start = max(0, size - _LONGEST_END)
    file.seek(start)
    tail = file.read(_LONGEST_END)
    at = tail.rfind(_END_OF_ZIP)
    if at < 0 or len(tail) < at + 22:
        return False
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    offset = int.from_bytes(tail[at + 16 : at + 20], "little")
    if length > _LARGEST_DIRECTORY or offset + length > size:
        return False
    file.seek(offset)
    directory = file.read(length)
    if b"vbaProject.bin" in directory:
        raise Refused("The file holds macros. Save it without macros, or as a PDF.", field=_FIELD)
    return directory.startswith(b"PK\x01\x02") and member in directory


def _recognised(head: bytes) -> str:
    for start, label in _RECOGNISED:
        if head.startswith(start):
            return label
    return "a web page or a drawing with code" if _MARKUP.search(head[:1024]) else "something else"
