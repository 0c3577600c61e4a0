"""The forms that pages build on: Django's, with stock error messages that say how to mend them."""

from typing import Any

from django import forms
from django.forms.utils import pretty_name

from misconduct.core.forms.fields import EXAMPLE


class SaysHowToMend:
    """Before a form is checked, puts the field's name and the remedy into Django's stock messages.

    A message that a field sets for itself is kept.
    """

    marks_optional = True
    use_required_attribute = False
    fields: dict[str, forms.Field]

    def full_clean(self) -> None:
        """Names the fields, then checks as Django does."""
        for name, field in self.fields.items():
            if field.label is None:
                field.label = pretty_name(name)
            _reword(field)
        super().full_clean()  # type: ignore[misc]  # the form beside this mixin has it


class GovukForm(SaysHowToMend, forms.Form):
    """A form whose answers are mostly needed: the others are marked “(optional)”."""


class FilterForm(GovukForm):
    """The form of a filter panel: every answer is optional, so none is marked, and no day comes with an example."""

    marks_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "filter_%s")  # a page may hold a form with the same field names
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.help_text == EXAMPLE:
                field.help_text = ""


_NEEDS_NO_ARTICLE = {
    "a",
    "an",
    "any",
    "each",
    "how",
    "the",
    "their",
    "this",
    "what",
    "when",
    "where",
    "which",
    "who",
    "why",
    "your",
}


def _reword(field: forms.Field) -> None:
    name = in_sentence(str(field.label))
    messages = {"required": _required(field, name)}
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        messages["invalid_choice"] = f"Select one of the answers listed for “{field.label}”"
    if isinstance(field, forms.ModelMultipleChoiceField):
        messages["invalid_pk_value"] = messages["invalid_choice"]
    if isinstance(field, forms.IntegerField):
        kind = "a number" if isinstance(field, forms.FloatField | forms.DecimalField) else "a whole number"
        messages["invalid"] = f"{field.label} must be {kind}"
        messages["min_value"] = f"{field.label} must be %(limit_value)s or more"
        messages["max_value"] = f"{field.label} must be %(limit_value)s or fewer"
    if isinstance(field, forms.CharField):
        messages["max_length"] = f"{field.label} must be %(limit_value)d characters or fewer"
        messages["min_length"] = f"{field.label} must be %(limit_value)d characters or more"
    if isinstance(field, forms.EmailField):
        messages["invalid"] = "Enter an email address in the right form, like name@example.com"
    for code, message in messages.items():
        if str(field.error_messages.get(code, "")) == _stock_message(field, code):
            field.error_messages[code] = message


def _required(field: forms.Field, name: str) -> str:
    name = name or "an answer"
    if isinstance(field, forms.BooleanField):
        return f"Confirm: {field.label}"
    if name.endswith("?"):
        return f"Answer the question “{field.label}”"
    thing = name if name.partition(" ")[0].lower() in _NEEDS_NO_ARTICLE else f"the {name}"
    if isinstance(field, forms.FileField):
        return f"Choose {thing}"
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return f"Select {thing}"
    return f"Enter {thing}"


def _stock_message(field: forms.Field, code: str) -> str:
    for kind in type(field).__mro__:
        stock = getattr(kind, "default_error_messages", {})
        if code in stock:
            return str(stock[code])
    return ""


def in_sentence(label: str) -> str:
    """A label as it reads inside a sentence: “Date received” as “date received”, “IOPC category” as it is."""
    if label.startswith("I ") or (len(label) > 1 and (label[1].isupper() or label[1].isdigit())):
        return label
    return label[:1].lower() + label[1:]
