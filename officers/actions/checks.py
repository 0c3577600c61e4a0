"""What the actions on the roster check before they write."""

from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from misconduct.core.errors import Refused

Row = TypeVar("Row", bound=models.Model)


def checked(row: Row, *, field: str | None = None) -> Row:
    """The row when its fields and constraints hold; otherwise a refusal at the field that can mend it."""
    try:
        row.full_clean(exclude=("normalised_name", "surname_sound", "normalised_value"))
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise Refused(messages[0], field=field if name == "__all__" else name) from error
    return row


def in_the_past(day: date | None, *, field: str, name: str) -> None:
    """Refused for a day still to come; `name` starts the sentence."""
    if day and day > timezone.localdate():
        raise Refused(f"{name} must be today or in the past.", field=field)
