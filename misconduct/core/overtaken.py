"""Whether a record still says what somebody read of it before they write over it."""

import hashlib
import json
from collections.abc import Mapping

from django.core.serializers.json import DjangoJSONEncoder

from misconduct.core.errors import ChangedMeanwhile


def fingerprint(facts: Mapping[str, object]) -> str:
    """The text by which a form carries what its page showed."""
    text = json.dumps(facts, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def refuse_overtaken(facts: Mapping[str, object], *, read: str | None) -> None:
    """Raises ChangedMeanwhile where the facts of a locked record are not those that were read.

    `read` is the fingerprint that the form carried; without it (a job holds no page) nothing is compared.
    """
    if read is not None and read != fingerprint(facts):
        raise ChangedMeanwhile(
            "Somebody else changed this after you opened it. Check what it says now, then send your answers again: "
            "they are still here."
        )
