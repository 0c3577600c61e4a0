from typing import Any

from django import forms

from cases.forms.base import LONG, CaseForm, why
from cases.investigations.actions.documents import DocumentFacts
from cases.investigations.actions.policy_log import may_seal
from cases.investigations.file_checks import allowed
from cases.investigations.forms.appointment import yes_or_no
from cases.investigations.models import Document
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import Radios

_HINTS: dict[str, str] = {
    Document.Classification.OFFICIAL: "Most of what the police handle.",
    Document.Classification.OFFICIAL_SENSITIVE: "Harm could follow if it were lost: limit who sees it.",
    Document.Classification.SECRET: "Never uploaded. Only say where it is held.",
}
_SEVERITY = "Could this change the severity assessment?"
_SEVERITY_HINT = "If so, whoever assesses severity is told that there is new evidence since they last did."


def _file(label: str, *, required: bool) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=required,
        help_text=f"{allowed()}. Without macros.",
        error_messages={"required": "Choose a file", "empty": "The file is empty"},
        max_length=1000,
    )


class DocumentForm(CaseForm):
    """A document or exhibit: a file, or where the material is held."""

    title = forms.CharField(label="What it is", max_length=300, help_text="For example, statement of J. Hale")
    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose a kind"), *Document.Kind.choices])
    file = _file("File", required=False)
    location = forms.CharField(
        label="Where it is held",
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For what is not kept here: body-worn video in its own system, a thing in the property store.",
    )
    exhibit_reference = forms.CharField(
        label="Exhibit reference",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    source = forms.CharField(label="From whom or where it came", required=False, max_length=300)
    obtained_on = GovukDateField(label="Date obtained", required=False, past_only=True)
    classification = forms.ChoiceField(
        label="Marking",
        choices=Document.Classification.choices,
        initial=Document.Classification.OFFICIAL,
        widget=Radios(hints=_HINTS),
    )
    handling = forms.CharField(
        label="Handling instruction", required=False, max_length=300, help_text="Such as: investigation team only."
    )
    is_sealed = forms.BooleanField(
        label="Seal this document", required=False, help_text="Only the investigator and managers will see it."
    )
    may_change_severity = yes_or_no(_SEVERITY, hint=_SEVERITY_HINT)

    def prepare(self) -> None:
        if not may_seal(self.viewer, self.case):
            del self.fields["is_sealed"]

    def given(self) -> dict[str, Any]:
        """The cleaned answers as the action takes them."""
        cleaned = dict(self.cleaned_data)
        may_change = cleaned.pop("may_change_severity") == "yes"
        upload = cleaned.pop("file")
        return {"upload": upload, "facts": DocumentFacts(may_change_severity=may_change, **cleaned)}


class VersionForm(CaseForm):
    """A new file for a document."""

    file = _file("File", required=True)
    note = why("Why there is a new version", "Enter why there is a new version")
    may_change_severity = yes_or_no(_SEVERITY, hint=_SEVERITY_HINT)

    def given(self) -> dict[str, Any]:
        """The cleaned answers as the action takes them."""
        cleaned = self.cleaned_data
        return {
            "upload": cleaned["file"],
            "note": cleaned["note"],
            "may_change_severity": cleaned["may_change_severity"] == "yes",
        }
