"""Finding a record of the log by what people call it: a case by its reference, a person by their number."""

import re

from django.apps import apps
from django.db import models

from misconduct.audit.querysets import key_of
from misconduct.core.querysets import Viewer

# The log stands below the records it speaks of, so it knows them by label and not by import.
_KNOWN_BY = {"officers.officer": "number", "cases.case": "reference", "accounts.user": "username"}
# Of these a person may be told nothing at all, where `withheld_from` says so.
_SECRET = ("cases.case", "flags.flag", "officers.officer")
_KEY = re.compile(r"[a-z_]+\.[a-z_]+:[\w-]+")


def keys_for(text: str, viewer: Viewer) -> list[str]:
    """How the log names what was asked for: a key as it stands, or every record of that number or reference.

    What is withheld from the viewer is not found, as if it were not there.
    """
    text = text.strip()
    found = [text] if _KEY.fullmatch(text) else [key_of(record) for record in _records_called(text)]
    withheld = set(withheld_keys(viewer))
    return [key for key in found if key not in withheld]


def withheld_keys(viewer: Viewer) -> list[str]:
    """How the log names every record that this person may not be told of: what is sealed from them, and themselves."""
    return [
        f"{label}:{pk}"
        for label in _SECRET
        for pk in apps.get_model(label)._default_manager.order_by().withheld_from(viewer).values_list("pk", flat=True)
    ]


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
