"""For `check --deploy`: every sealed record opens with the keys of this installation.

A key that was taken out too soon takes identities away, and the protection of those officers without a word.
"""

from collections.abc import Sequence

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError

from cases.contacts import sealing
from misconduct.core.errors import Refused
from misconduct.core.wording import counted


def check_reporter_keys(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """An error with the number of records that none of the keys opens. Nothing where the database does not answer."""
    rows = apps.get_model("contacts", "ReporterIdentity")._default_manager.order_by()
    try:
        lost = sum(not _opens(sealed) for sealed in rows.values_list("sealed", flat=True).iterator())
    except DatabaseError:
        return []
    if not lost:
        return []
    message = f"None of the keys in REPORTER_KEY opens {counted(lost, 'sealed record')} of confidential reporters."
    return [Error(message, id="contacts.E001", hint="Put back the key that they were sealed with, behind the new one.")]


def _opens(sealed: str) -> bool:
    try:
        sealing.unseal(sealed)
    except Refused:
        return False
    return True
