"""Keeping a secret in the database: encrypted with the keys of REPORTER_KEY, the first of which encrypts.

Old keys stay in the list, behind the new one, for as long as anything sealed with them is kept.
"""

import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from misconduct.core.errors import Refused


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
