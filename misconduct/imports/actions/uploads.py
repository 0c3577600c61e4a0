"""Taking in an uploaded file: checked from outside, stored out of reach of the web, and put up for a look."""

import hashlib
import os
import tempfile
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.imports.models import ImportRun
from misconduct.imports.reading import FileRefused, check_kind, open_table
from misconduct.imports.registry import importer_for

_FIELD = "file"


@transaction.atomic
def take(*, kind: str, upload: UploadedFile, by: User) -> ImportRun:
    """Store a file whose header fits its kind, and have it looked at. Raises Refused beside the field."""
    require(by, Permission.IMPORT_RUN)
    size = upload.size or 0
    if size > settings.IMPORT_MAX_BYTES:
        raise Refused(too_large(), field=_FIELD)
    name = Path(upload.name or "").name
    path, sha256 = _stored(upload, name)
    try:
        check_kind(path, name)
        open_table(path, importer_for(kind).columns)
    except FileRefused as refusal:
        path.unlink(missing_ok=True)
        raise Refused(refusal.message, field=_FIELD) from None
    kept = path.with_name(f"{sha256}{_extension(name)}")
    path.replace(kept)
    run = ImportRun.objects.create(
        kind=kind,
        file_name=name,
        file_path=str(kept),
        sha256=sha256,
        size=size,
        started_by=by,
        started_by_name=by.get_full_name(),
    )
    record("import.uploaded", by=by, target=run, after={"file": name, "sha256": sha256, "bytes": size})
    transaction.on_commit(lambda: current_app.send_task("imports.preview", [run.pk]), robust=True)
    return run


def too_large() -> str:
    """What to say of a file beyond the limit."""
    megabytes = settings.IMPORT_MAX_BYTES // (1024 * 1024)
    return f"The file is larger than {megabytes} MB. Compress it with gzip (.csv.gz) or split it into parts."


def forget_file(run: ImportRun) -> None:
    """Delete the stored file of an uploaded run, unless another run still needs it."""
    path = Path(run.file_path)
    if path.parent != _folder():
        return
    others = ImportRun.objects.filter(file_path=run.file_path).exclude(pk=run.pk)
    finished = (ImportRun.Status.FINISHED, ImportRun.Status.ROLLED_BACK)
    if not others.exclude(status__in=finished).exists():
        path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"


def _stored(upload: UploadedFile, name: str) -> tuple[Path, str]:
    """The file in its folder under a name of chance, readable by this account only, and its SHA-256."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sha256 = hashlib.sha256()
    handle, path = tempfile.mkstemp(prefix="upload-", suffix=_extension(name) or ".csv", dir=folder)
    with os.fdopen(handle, "wb") as file:
        for block in upload.chunks():
            sha256.update(block)
            file.write(block)
    return Path(path), sha256.hexdigest()


def _extension(name: str) -> str:
    return next((end for end in (".csv.gz", ".csv") if name.lower().endswith(end)), "")
