"""A form field as it stands on a page: its classes, what describes it, and where its error link leads."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from misconduct.core.forms.widgets import DateInput

_NUMBER_ONLY_ATTRS = ("min", "max", "step")


class GovukBoundField(BoundField):
    """Adds GOV.UK's classes to whatever widget the field has, and drops what GOV.UK forms do without."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """No `required` (browsers' own messages cannot say how to mend it) and no silent cut at maxlength."""
        widget = widget or self.field.widget
        attrs = dict(super().build_widget_attrs(attrs, widget))
        attrs.pop("required", None)
        if widget.is_hidden:
            return attrs
        if self.use_fieldset:
            attrs.pop("aria-invalid", None)
        if isinstance(widget, DateInput):
            attrs["error_boxes"] = self.error_boxes
            return attrs
        if classes := self._classes(widget):
            attrs["class"] = classes
        if isinstance(widget, forms.Textarea) and self.character_limit:
            attrs["maxlength"] = False
            attrs["aria-describedby"] = f"{attrs.get('aria-describedby') or ''} {self.auto_id}-info".strip()
        if isinstance(widget, forms.NumberInput):
            attrs |= dict.fromkeys(_NUMBER_ONLY_ATTRS, False)
            attrs["inputmode"] = (
                "decimal" if isinstance(self.field, forms.FloatField | forms.DecimalField) else "numeric"
            )
        return attrs

    @property
    def kind(self) -> str:
        """Which shape of form group the field needs: see templates/forms/field.html."""
        widget = self.field.widget
        if isinstance(widget, DateInput):
            return "date"
        if isinstance(widget, forms.CheckboxInput):
            return "checkbox"
        if isinstance(widget, forms.PasswordInput):
            return "password"
        if isinstance(widget, forms.FileInput):
            return "file"
        if isinstance(widget, forms.Textarea) and self.character_limit:
            return "counted"
        return "options" if widget.use_fieldset else "single"

    @property
    def is_marked_optional(self) -> bool:
        """Whether the label ends in “(optional)”: only where the form says that most answers are needed."""
        marks = getattr(self.form, "marks_optional", False)
        return bool(marks and not self.field.required and "(optional)" not in str(self.label))

    @property
    def character_limit(self) -> int | None:
        """The most characters the answer may have, shown as a count while typing."""
        return getattr(self.field, "max_length", None)

    @property
    def error_boxes(self) -> tuple[str, ...]:
        """Which boxes of a date are at fault: “day”, “month”, “year”; all of them where the error does not say."""
        for error in self.errors.as_data():
            if error.params and "boxes" in error.params:
                return tuple(error.params["boxes"])
        return DateInput.BOXES if self.errors else ()

    @property
    def error_target(self) -> str:
        """The id of the control that takes the focus from the error summary; empty for a hidden field."""
        if self.is_hidden:
            return ""
        if self.kind == "date":
            return f"{self.auto_id}_{DateInput.BOXES.index(self.error_boxes[0]) if self.error_boxes else 0}"
        if self.kind == "options":
            first = next(iter(self.subwidgets), None)
            return str(first.id_for_label) if first else self.auto_id
        return self.id_for_label or self.auto_id

    def _classes(self, widget: forms.Widget) -> str:
        base = _base_class(widget)
        if not base:
            return ""
        error = f"{base}--error" if self.errors and base != "govuk-checkboxes__input" else ""
        own = str(widget.attrs.get("class", ""))
        return " ".join(part for part in (base, error, _SCRIPTED.get(self.kind, ""), own) if part)


_SCRIPTED = {
    "counted": "govuk-js-character-count",
    "password": "govuk-password-input__input govuk-js-password-input-input",
}
_BASE_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.RadioSelect, ""),  # CheckboxSelectMultiple is one too; their template sets the class of each option
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.widgets.Input, "govuk-input"),
)


def _base_class(widget: forms.Widget) -> str:
    return next((name for kind, name in _BASE_CLASSES if isinstance(widget, kind)), "")
