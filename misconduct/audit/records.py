"""Finding a record of the log by what people call it: a case by its reference, a person by their number."""

import re

from django.apps import apps
from django.db import models

from misconduct.audit.querysets import key_of

# The log stands below the records it speaks of, so it knows them by label and not by import.
_KNOWN_BY = {"officers.officer": "number", "cases.case": "reference", "accounts.user": "username"}
_KEY = re.compile(r"[a-z_]+\.[a-z_]+:[\w-]+")


def keys_for(text: str) -> list[str]:
    """How the log names what was asked for: a key as it stands, or every record of that number or reference."""
    text = text.strip()
    if _KEY.fullmatch(text):
        return [text]
    return [key_of(record) for record in _records_called(text)]


def label_of(key: str) -> str:
    """What a record is called today, or its key where it no longer exists."""
    label, _, pk = key.partition(":")
    if label not in _KNOWN_BY or not pk.isdecimal():
        return key
    return str(apps.get_model(label)._base_manager.filter(pk=pk).first() or key)


def _records_called(text: str) -> list[models.Model]:
    return [
        record
        for label, field in _KNOWN_BY.items()
        for record in apps.get_model(label)._base_manager.filter(**{f"{field}__iexact": text})[:5]
    ]
