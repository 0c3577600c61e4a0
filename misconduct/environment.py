"""Environment variables, read in one place.

Each reader fails with a sentence that says what to set. `.env.example` lists every name.
"""

import os
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str | None = None) -> str:
    """The variable's value, or the default; without either, say what to set."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"Set {name} in the environment. `.env.example` says what it is for.")
    return default


def flag(name: str, *, default: bool = False) -> bool:
    """A yes or no: 1, true, yes, on, or 0, false, no, off."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is “{value}”. Set it to 1 for yes or 0 for no.")


def whole_number(name: str, default: int) -> int:
    """A whole number of 0 or more."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is “{value}”. Set it to a whole number, such as {default}.")
    return int(value)


def items(name: str, default: str = "") -> list[str]:
    """A list, its parts separated by commas."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def url(name: str, schemes: tuple[str, ...], default: str | None = None) -> str:
    """A service's address, checked for its scheme and host so that a typing error is named here."""
    value = text(name, default)
    parts = urlsplit(value)
    if parts.scheme not in schemes or not (parts.hostname or parts.path):
        raise ImproperlyConfigured(
            f"{name} is not an address this software can use. "
            f"It starts with {schemes[0]}:// and looks like {schemes[0]}://user:password@host:port/name."
        )
    return value


def optional_url(name: str, schemes: tuple[str, ...]) -> str:
    """A service's address, or "" when the variable is not set."""
    return url(name, schemes) if text(name, "") else ""


def choice(name: str, options: tuple[str, ...]) -> str:
    """One of the options; the first when the variable is not set."""
    value = text(name, options[0])
    if value not in options:
        raise ImproperlyConfigured(f"{name} is “{value}”. Set it to one of: {', '.join(options)}.")
    return value
