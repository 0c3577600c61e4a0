from django import forms
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cases.actions.assignment import INVESTIGATING_ROLES
from cases.forms.base import LONG, CaseForm, why
from cases.forms.codes import CodeField, choosable
from cases.models import Case, CodeList
from misconduct.accounts.models import User
from misconduct.accounts.roles import ROLES, Permission
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.wording import counted
from officers.models import Unit


class InvestigatorField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        """The name with the role, and how much the person has to do already."""
        return f"{obj} ({obj.role_label.lower()}, {counted(getattr(obj, 'open_cases', 0), 'open case')})"


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        """The name with the role."""
        return f"{obj} ({obj.role_label.lower()})"


class AssignForm(CaseForm):
    """Who gets the case. Whoever the case is about is not offered; of their work, what the viewer may see counts."""

    investigator = InvestigatorField(label="Investigator", queryset=None, empty_label="Choose an investigator")
    reason = forms.CharField(
        label="Why this person", max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def prepare(self) -> None:
        held = Case.objects.visible_to(self.viewer).open().filter(investigator=OuterRef("pk")).order_by()
        counted = held.values("investigator").annotate(number=Count("pk")).values("number")
        people = _not_about(self.case, User.objects.filter(is_active=True, role__in=INVESTIGATING_ROLES))
        if self.case.investigator_id:
            people = people.exclude(pk=self.case.investigator_id)
        with_load = people.annotate(open_cases=Coalesce(Subquery(counted), 0))
        self.offer("investigator", with_load.order_by("first_name", "last_name", "pk"))


class MoveForm(CaseForm):
    """A move that needs no more than its button, or a note."""

    note = forms.CharField(
        label="Note",
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It is kept with your name, the date and the time.",
    )


class MoveWithReasonForm(CaseForm):
    note = why("Reason", "Enter the reason")


class GrantForm(CaseForm):
    """Leave for one more person to see the case."""

    user = PersonField(label="Who may see the case", queryset=None, empty_label="Choose a person")
    expires_on = GovukDateField(
        label="Last day of access",
        required=False,
        future_only=True,
        help_text="Leave it empty if the access lasts until it is withdrawn.",
    )
    reason = why("Why they need to see it", "Enter why this person needs to see the case")

    def prepare(self) -> None:
        roles = [role.name for role in ROLES.values() if Permission.CASE_VIEW in role.permissions]
        people = User.objects.filter(is_active=True, role__in=roles).order_by("first_name", "last_name", "pk")
        self.offer("user", _not_about(self.case, people))


class DetailsForm(CaseForm):
    """The core facts of the case, as they should read from now on."""

    summary = forms.CharField(
        label="What happened",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Enter what happened"},
    )
    received_on = GovukDateField(label="Date received", past_only=True)
    channel = CodeField(label="How it was received", queryset=None, required=False, empty_label="Not known")
    incident_from = GovukDateField(label="Day it happened, or the first day", required=False, past_only=True)
    incident_to = GovukDateField(
        label="Last day", required=False, past_only=True, help_text="Only if it went on for more than a day."
    )
    place = forms.CharField(label="Where", max_length=300, required=False)
    unit: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Unit", queryset=None, required=False, empty_label="Not known"
    )
    reason = why("Why the details change", "Enter why the details change")

    def prepare(self) -> None:
        self.offer("channel", choosable(CodeList.CHANNEL, days=[self.case.received_on]))
        units = Unit.objects.visible_to(self.viewer)
        self.offer("unit", units.filter(Q(is_active=True) | Q(pk=self.case.unit_id)))
        names = (name for name in self.fields if name != "reason")
        self.initial = {**{name: getattr(self.case, name) for name in names}, **self.initial}


def _not_about(case: Case, people: QuerySet[User]) -> QuerySet[User]:
    return people.exclude(officer__subjects__case=case)
