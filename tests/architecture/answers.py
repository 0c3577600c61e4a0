"""What a person could type into a form: an answer to every question that needs one, from the form itself."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from misconduct.core.forms.fields import GovukDateField
from tests.factories.investigations import PDF

TYPED = "Typed by the second of two people."


def answers(form: forms.Form, *, today: date) -> dict[str, Any]:
    """What a browser would send: what is filled in already, and an answer to whatever else is asked."""
    found: dict[str, Any] = {}
    for name, field in form.fields.items():
        found |= _answer(form.add_prefix(name), field, form.get_initial_for_field(field, name), today)
    return found


def _answer(name: str, field: forms.Field, initial: Any, today: date) -> dict[str, Any]:
    if isinstance(field, GovukDateField):
        day = field.to_python(initial) or (today if field.required else None)
        return {f"{name}_{box}": getattr(day, box) for box in ("day", "month", "year")} if day else {}
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return _choice(name, field, initial)
    if isinstance(field, forms.FileField):
        return {name: SimpleUploadedFile("statement.pdf", PDF)}
    if initial not in (None, "") and initial is not False:
        return {name: initial}
    return {name: _typed(field)} if field.required else {}


def _typed(field: forms.Field) -> str:
    if isinstance(field, forms.BooleanField):
        return "on"
    if isinstance(field, forms.TimeField):
        return "10:00"
    return TYPED[: getattr(field, "max_length", None)]


def _choice(name: str, field: Any, initial: Any) -> dict[str, Any]:
    offered = [str(value) for value in _values(field.choices) if value not in (None, "")]
    several = isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
    held = [str(one) for one in (initial if several else [initial]) or ()]
    chosen = [one for one in held if one in offered] or (offered[:1] if field.required else [])
    return {name: chosen if several else chosen[0]} if chosen else {}


def _values(choices: Any) -> list[Any]:
    found: list[Any] = []
    for value, label in choices:
        found += _values(label) if isinstance(label, list | tuple) else [value]
    return found
