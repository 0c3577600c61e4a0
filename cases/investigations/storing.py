"""Where the files of evidence lie: under the hash of their content, and nothing that a person typed is in the path."""

import hashlib
from collections.abc import Iterator

from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.core.files.uploadedfile import UploadedFile

_BLOCK = 256 * 1024


class NotAsStored(Exception):  # noqa: N818 - named for what went wrong, as every exception here
    """The stored file is missing, or its content is not what was taken in."""


def store(upload: UploadedFile) -> tuple[str, str]:
    """Put a file in its place: what it is stored as, and its SHA-256.

    The same content twice is stored once; where two people send it in the same moment, twice. A transaction that is
    rolled back leaves the file behind, which nothing then names.
    """
    sha256 = _hash_of(iter(upload.chunks()))
    name = f"evidence/{sha256[:2]}/{sha256}"
    place = _storage()
    if place.exists(name) and _hash_of(_blocks(name)) == sha256:
        return name, sha256
    upload.seek(0)
    return place.save(name, File(upload)), sha256


def opened(stored_as: str, sha256: str) -> File:
    """The stored file, at its start, once its content has been compared with the hash. Raises NotAsStored."""
    try:
        if _hash_of(_blocks(stored_as)) != sha256:
            raise NotAsStored(stored_as)
        return _storage().open(stored_as, "rb")
    except FileNotFoundError:
        raise NotAsStored(stored_as) from None


def content(stored_as: str, sha256: str) -> Iterator[bytes]:
    """The same in blocks: the file is open only while it is read. Raises NotAsStored at once."""
    opened(stored_as, sha256).close()
    return _blocks(stored_as)


def _storage() -> Storage:
    return storages["evidence"]


def _blocks(stored_as: str) -> Iterator[bytes]:
    with _storage().open(stored_as, "rb") as file:
        yield from file.chunks(_BLOCK)


def _hash_of(blocks: Iterator[bytes]) -> str:
    found = hashlib.sha256()
    for block in blocks:
        found.update(block)
    return found.hexdigest()
