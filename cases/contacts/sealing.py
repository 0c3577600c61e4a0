"""Keeping a secret in the database: encrypted with the keys of REPORTER_KEY, the first of which encrypts and marks.

Old keys stay in the list, behind the new one, for as long as anything sealed with them is kept.
"""

import hmac
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from misconduct.core.errors import Refused

# Keys for marks are derived, so that no key serves two purposes.
_MARKING = b"misconduct.reporters.officer"


def seal(facts: Mapping[str, object]) -> str:
    """The facts encrypted. Raises Refused where the installation has no key."""
    return _keys().encrypt(json.dumps(dict(facts)).encode()).decode()


def unseal(sealed: str) -> dict[str, object]:
    """The facts in clear. Raises Refused without the key they were sealed with."""
    try:
        facts: dict[str, object] = json.loads(_keys().decrypt(sealed.encode()))
    except InvalidToken:
        message = "None of the keys in REPORTER_KEY opens this record. Put back the key it was sealed with."
        raise Refused(message) from None
    return facts


def officer_digest(officer_id: int) -> str:
    """A mark of an officer that only a key holder can make again. Raises Refused where the installation has no key."""
    _keys()
    [mark] = officer_digests([officer_id], settings.REPORTER_KEYS[:1])
    return mark


def officer_digests(officer_ids: Iterable[int], keys: Sequence[str] | None = None) -> dict[str, int]:
    """Every mark that these officers can have, under the key in use and under older ones; none without a key."""
    found = settings.REPORTER_KEYS if keys is None else keys
    derived = [hmac.digest(key.encode(), _MARKING, "sha256") for key in found]
    return {hmac.digest(key, str(pk).encode(), "sha256").hex(): pk for pk in officer_ids for key in derived}


def blank_digest() -> str:
    """What stands where nobody is marked: it looks like any other, so that not even that can be told."""
    return secrets.token_hex(32)


def is_possible() -> bool:
    """Whether this installation has a key at all."""
    return bool(settings.REPORTER_KEYS)


def _keys() -> MultiFernet:
    if not is_possible():
        raise Refused(
            "This installation cannot keep a confidential identity: REPORTER_KEY is not set. Ask whoever runs it."
        )
    try:
        return MultiFernet([Fernet(key) for key in settings.REPORTER_KEYS])
    except ValueError:
        raise Refused("REPORTER_KEY does not hold a usable key. Ask whoever runs this installation.") from None
