"""Forms of learning and of reflective practice."""

from django import forms
from django.utils import timezone

from cases.forms.base import LONG, CaseForm
from cases.forms.work import PersonField
from cases.investigations.forms.tasks import workers
from cases.investigations.models import LearningItem
from cases.models import Subject
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import Radios


def words(label: str, *, rows: int = 4, hint: str = "") -> forms.CharField:
    """A question for a text."""
    return forms.CharField(label=label, max_length=LONG, widget=forms.Textarea(attrs={"rows": rows}), help_text=hint)


class LearningForm(CaseForm):
    """Learning for a person or the organisation, or that there is none."""

    kind = forms.ChoiceField(label="What kind of learning?", choices=LearningItem.Kind.choices, widget=Radios)
    text = words("What is to be learned", hint="Or, where there is none, how you looked for it.")
    subject: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Whose learning",
        queryset=None,
        required=False,
        empty_label="Nobody’s by name",
        help_text="Only for a person.",
    )
    origin = forms.ChoiceField(
        label="Who recommends it",
        choices=LearningItem.Origin.choices,
        initial=LearningItem.Origin.FORCE,
        required=False,
        help_text="Only for the organisation. One of the IOPC or the local policing body must be answered.",
    )
    addressed_to = forms.CharField(
        label="To whom it goes", required=False, max_length=300, help_text="Only for the organisation."
    )
    response_due_on = GovukDateField(label="Answer due", required=False)
    owner = PersonField(label="Who sees to it", queryset=None, required=False, empty_label="Nobody yet")
    due_on = GovukDateField(label="To be done by", required=False)

    def prepare(self) -> None:
        self.offer("subject", Subject.objects.filter(case=self.case).select_related("officer"))
        self.offer("owner", workers(self.case))


class LearningDoneForm(CaseForm):
    result = words("What came of it")
    done_on = GovukDateField(label="Date", past_only=True)

    def prepare(self) -> None:
        self.initial.setdefault("done_on", timezone.localdate())


class InviteForm(CaseForm):
    subject: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Subject", queryset=None, empty_label="Choose a subject"
    )
    reviewer = PersonField(label="Reviewer", queryset=None, empty_label="Choose a person")
    invited_on = GovukDateField(label="Date invited", past_only=True)

    def prepare(self) -> None:
        people = Subject.objects.filter(case=self.case).identified().select_related("officer")
        self.offer("subject", people)
        if len(people) == 1:
            self.initial.setdefault("subject", people[0].pk)
        self.offer("reviewer", workers(self.case))


class AccountForm(CaseForm):
    account = words(
        "Account",
        rows=8,
        hint="It is not admissible in later proceedings. Few may read it.",
    )
    given_on = GovukDateField(label="Date given", past_only=True)


class DevelopmentReportForm(CaseForm):
    """What a reflective development report must hold (SI 2020/4 regulation 70)."""

    issue = words("The issue and its background")
    discussed_on = GovukDateField(label="Date of the discussion", past_only=True)
    discussion = words("What was discussed")
    key_actions = words("Key actions, each with its date")
    lessons_for_officer = words("Lessons for the officer")
    lessons_for_force = words("Lessons for the line manager or the force")
    review_on = GovukDateField(label="Date of the review")


class ReviewForm(CaseForm):
    review = words("What came of the key actions")
    reviewed_on = GovukDateField(label="Date of the review", past_only=True)
