"""Forms about a case as a whole: standing still, withdrawal, links, merging, splitting and conversion."""

from typing import Any

from django import forms
from django.utils import timezone

from cases.actions import links, merging, record_types
from cases.forms.base import LONG, CaseForm, why
from cases.forms.subjects import AllegationsField
from cases.models import Case, CaseLink, Withdrawal
from cases.stages import RecordType
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import Checkboxes, Radios


def _authority() -> forms.CharField:
    return forms.CharField(
        label="Decided on behalf of",
        max_length=300,
        required=False,
        help_text="Such as the appropriate authority.",
    )


class SuspendForm(CaseForm):
    """Why and since when the case stands still."""

    suspended_on = GovukDateField(label="Day it was suspended", past_only=True)
    reasons = why("Which criminal proceedings it waits for", "Enter which criminal proceedings the case waits for")
    authority = _authority()

    def prepare(self) -> None:
        self.initial.setdefault("suspended_on", timezone.localdate())


class ResumeForm(CaseForm):
    """Why and since when it goes on."""

    resumed_on = GovukDateField(label="Day it was resumed", past_only=True)
    reasons = why("How the criminal proceedings ended", "Enter why the case goes on")

    def prepare(self) -> None:
        self.initial.setdefault("resumed_on", timezone.localdate())


class WithdrawForm(CaseForm):
    """The notice, and the decision on the public interest."""

    received_on = GovukDateField(label="Day the notice of withdrawal was received", past_only=True)
    signed_by = forms.ChoiceField(label="Who signed it", choices=Withdrawal.Signatory.choices, widget=Radios)
    told = forms.CharField(
        label="Who was told of the withdrawal",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The officers it is about; the IOPC where it was referred; the review body during a review.",
        error_messages={"required": "Enter who was told of the withdrawal"},
    )
    is_carried_on = forms.TypedChoiceField(
        label="Does the public interest need it treated as a conduct matter?",
        choices=[("yes", "Yes, carry on"), ("no", "No, close the case as withdrawn")],
        coerce=lambda value: value == "yes",
        widget=Radios(hints={"no": "It still counts in the history of those it is about."}),
    )
    reasons = why("Why, or why not", "Enter why the matter goes on, or why it need not")
    decided_on = GovukDateField(label="Date decided", past_only=True)
    authority = _authority()


class CaseField(forms.CharField):
    """Another case by its reference. One out of sight is not there."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Reference of the other case",
            max_length=100,
            error_messages={"required": "Enter the reference of the other case"},
            **kwargs,
        )


class _OtherCaseForm(CaseForm):
    other = CaseField()
    reason = why("Why", "Enter why the cases belong together")

    def clean_other(self) -> Case:
        """The case of that reference within sight."""
        reference = str(self.cleaned_data["other"]).strip()
        found: Case | None = Case.objects.visible_to(self.viewer).filter(reference__iexact=reference).first()
        if found is None:
            raise forms.ValidationError("There is no case of this reference that you may see. Check the reference.")
        return found


class LinkForm(_OtherCaseForm):
    """Another case, and how the two belong together."""

    kind = forms.ChoiceField(
        label="How the cases belong together",
        choices=[(kind.value, kind.label) for kind in links.BY_HAND],
        widget=Radios,
    )
    field_order = ("other", "kind", "reason")


class MergeForm(_OtherCaseForm):
    """The case that goes on."""

    kind = forms.ChoiceField(
        label="Why the cases are one",
        choices=[(kind.value, kind.label) for kind in merging.KINDS],
        widget=Radios(
            hints={
                CaseLink.Kind.DUPLICATE: "The same matter was logged twice.",
                CaseLink.Kind.COMBINED: "Two matters are handled as one from now on.",
            }
        ),
    )
    field_order = ("other", "kind", "reason")


class SplitForm(CaseForm):
    """Which allegations go on in a case of their own."""

    allegations = AllegationsField(
        label="Allegations that go to the new case",
        queryset=None,
        widget=Checkboxes,
        error_messages={"required": "Select the allegations that go to the new case"},
    )
    reason = why("Why the case is split", "Enter why the case is split")

    def prepare(self) -> None:
        self.offer("allegations", self.case.allegations.select_related("category"))


class ConvertForm(CaseForm):
    """What the matter becomes, and since when it is known to be so."""

    to_type = forms.ChoiceField(
        label="What the matter becomes",
        choices=[(kind.value, RecordType(kind).label) for kind in record_types.CONDUCT],
        widget=Radios,
    )
    decided_on = GovukDateField(label="Date decided", past_only=True)
    reasons = why("What indicates misconduct", "Enter what indicates misconduct")
    authority = _authority()
