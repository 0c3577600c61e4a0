"""Forms of the steps of an investigation: interviews, responses, the report."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from cases.forms.base import LONG, CaseForm
from cases.investigations.models import Document, Interview, SubjectResponse
from cases.models import Subject
from misconduct.core.forms.fields import GovukDateField, GovukTimeField
from misconduct.core.forms.widgets import Radios


class DocumentField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Document) -> str:
        """Its number and what it is."""
        return f"{obj.number}. {obj.title}"


class SubjectForm(CaseForm):
    """A form about one subject of the case, with its documents to choose from where it asks for one."""

    subject: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Subject", queryset=None, empty_label="Choose a subject"
    )

    def prepare(self) -> None:
        subjects = Subject.objects.filter(case=self.case).select_related("officer")
        self.offer("subject", subjects)
        if len(subjects) == 1:
            self.initial.setdefault("subject", subjects[0].pk)
        if "document" in self.fields:
            self.offer("document", Document.objects.visible_to(self.viewer).filter(case=self.case))


class ProposeForm(SubjectForm):
    proposed_on = GovukDateField(label="Day the subject was asked", past_only=True)
    proposed_for_on = GovukDateField(label="Day of the interview")
    proposed_for_at = GovukTimeField(label="Time of the interview", help_text="For example, 10:30am")
    place = forms.CharField(label="Where", required=False, max_length=300)
    information_given_on = GovukDateField(
        label="Day the pre-interview information was given", required=False, past_only=True
    )

    def given(self) -> dict[str, Any]:
        """The cleaned answers as the action takes them."""
        cleaned = dict(self.cleaned_data)
        return {"proposed_for": moment(cleaned.pop("proposed_for_on"), cleaned.pop("proposed_for_at")), **cleaned}


class AlternativeForm(CaseForm):
    """The other time that the subject offers: within five working days after the day proposed."""

    offered_on = GovukDateField(label="Day the subject offered another time", past_only=True)
    alternative_on = GovukDateField(label="Other day", help_text="Within 5 working days after the day proposed.")
    alternative_at = GovukTimeField(label="Other time", help_text="For example, 10:30am")

    def given(self) -> dict[str, Any]:
        """The cleaned answers as the action takes them."""
        cleaned = dict(self.cleaned_data)
        return {"alternative_for": moment(cleaned.pop("alternative_on"), cleaned.pop("alternative_at")), **cleaned}


class InterviewEndForm(CaseForm):
    attendance = forms.ChoiceField(label="What became of it?", choices=Interview.Attendance.choices, widget=Radios)
    ended_on = GovukDateField(label="Day it was held, or was to be held", past_only=True)
    friend = forms.CharField(label="Police friend who was present", required=False, max_length=300)
    notes = forms.CharField(
        label="Notes",
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="If it was not held, say why. The record of the interview is a document.",
    )


class ResponseForm(SubjectForm):
    kind = forms.ChoiceField(label="What came in?", choices=SubjectResponse.Kind.choices, widget=Radios)
    received_on = GovukDateField(label="Date received", past_only=True)
    document = DocumentField(
        label="Document that holds it", queryset=None, required=False, empty_label="None: it is summarised here"
    )
    summary = forms.CharField(
        label="What it says",
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Needed where no document holds it.",
    )


class ReportForm(CaseForm):
    """The report, as a document of the case or written here."""

    document = DocumentField(
        label="Document that holds the report",
        queryset=None,
        required=False,
        empty_label="None: the report is written here",
        help_text="Add it under Evidence first.",
    )
    text = forms.CharField(
        label="Report",
        required=False,
        max_length=LONG * 10,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Needed where no document holds it.",
    )
    evidence_summary = forms.CharField(
        label="Summary of the evidence",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="The opinion on case to answer is recorded on each allegation and subject, not here.",
    )
    learning = forms.CharField(
        label="Learning that the investigation showed",
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    submitted_on = GovukDateField(label="Date submitted", past_only=True)

    def prepare(self) -> None:
        self.offer("document", Document.objects.visible_to(self.viewer).filter(case=self.case))
        self.initial.setdefault("submitted_on", timezone.localdate())


def moment(day: Any, time: Any) -> datetime:
    """A day and a time as one moment in London."""
    return timezone.make_aware(datetime.combine(day, time))
