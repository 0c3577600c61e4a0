"""What an action raises when it will not do what was asked. Every message is fit to show."""

from django.core.exceptions import PermissionDenied
from django.http import Http404


class Refused(Exception):  # noqa: N818 - named for what went wrong, as every exception here
    """The action is not possible now. `field` names the form field that can mend it, if one can."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class ChangedMeanwhile(Refused):
    """Somebody else saved the record after this person opened it."""


class NotAllowed(PermissionDenied):
    """The person's role does not carry the permission. Shown as 403."""


class OutOfScope(Http404):
    """The record is not there for this person, whether or not it exists. Shown as 404."""


def needed(text: str, missing: str, *, field: str = "reason") -> str:
    """What was typed, without the space around it. Raises Refused with what is `missing` where nothing was."""
    if not text.strip():
        raise Refused(missing, field=field)
    return text.strip()
