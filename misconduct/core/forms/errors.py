"""What the error summary at the top of a page lists."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import BaseForm, BaseFormSet

from misconduct.core.forms.bound_field import GovukBoundField


@dataclass(frozen=True)
class ErrorLink:
    """One line of the summary: the message, and the id of the control it leads to (empty: no link)."""

    text: str
    target: str


def error_links(*forms: BaseForm | BaseFormSet | None) -> list[ErrorLink]:
    """Every error of the forms and formsets in the order of the page; those of a whole form come first."""
    return [link for form in forms for link in _links(form)]


def _links(form: BaseForm | BaseFormSet | None) -> Iterator[ErrorLink]:
    if isinstance(form, BaseFormSet):
        yield from (ErrorLink(str(text), "") for text in form.non_form_errors())
        for member in form.forms:
            yield from _links(member)
    elif isinstance(form, BaseForm) and form.errors:
        yield from _form_links(form)


def _form_links(form: BaseForm) -> Iterator[ErrorLink]:
    visible = form.visible_fields()
    first = _target(visible[0]) if visible else ""
    yield from (ErrorLink(str(text), first) for text in form.non_field_errors())
    for field in form:
        yield from (ErrorLink(str(text), _target(field)) for text in field.errors)


def _target(field: object) -> str:
    if isinstance(field, GovukBoundField):
        return field.error_target
    return str(getattr(field, "id_for_label", ""))
