from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from cases.actions.sealing import active_grants
from cases.forms.base import LONG, CaseForm, why
from cases.forms.work import PersonField
from cases.investigations.actions.tasks import NextAction, needs_another
from cases.investigations.models import Task
from cases.models import Case
from misconduct.accounts.models import User
from misconduct.accounts.roles import ROLES, Permission
from misconduct.core.forms.fields import GovukDateField

_BY_WHEN = {"required": "Enter the day by which it is to be done"}


def workers(case: Case) -> QuerySet[User]:
    """Whoever works on cases and is not themselves in this one."""
    roles = [role.name for role in ROLES.values() if Permission.CASE_WORK in role.permissions]
    people = User.objects.filter(is_active=True, role__in=roles).exclude(officer__subjects__case=case)
    if case.is_sealed:
        people = people.filter(Q(pk=case.investigator_id) | Q(pk__in=active_grants(case).values("user")))
    return people.order_by("first_name", "last_name", "pk")


class TaskForm(CaseForm):
    """A next action: what, by whom, by when."""

    title = forms.CharField(label="What is to be done", max_length=300)
    owner = PersonField(label="Who does it", queryset=None, empty_label="Choose a person")
    due_on = GovukDateField(label="By when", future_only=True, error_messages=_BY_WHEN)

    def prepare(self) -> None:
        self.offer("owner", workers(self.case))
        self.initial.setdefault("owner", self.case.investigator_id or self.viewer.pk)


class TaskChangeForm(CaseForm):
    owner = PersonField(label="Who does it", queryset=None, empty_label="Choose a person")
    due_on = GovukDateField(label="By when", error_messages=_BY_WHEN)
    reason = why("Why it changes", "Enter why the action changes")

    def prepare(self) -> None:
        self.offer("owner", workers(self.case))


class TaskDoneForm(CaseForm):
    """How an action was done, and in the same form the one that follows."""

    result = forms.CharField(
        label="How it was done",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter how it was done"},
    )
    next_title = forms.CharField(label="Next action", max_length=300, required=False)
    next_owner = PersonField(label="Who does it", queryset=None, required=False, empty_label="Choose a person")
    next_due_on = GovukDateField(label="By when", required=False, future_only=True)

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        self.task = task
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.offer("next_owner", workers(self.case))
        self.initial.setdefault("next_owner", self.case.investigator_id or self.viewer.pk)
        self.is_last = needs_another(self.case, self.task)
        if self.is_last:
            self.marks_optional = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("next_title") and not cleaned.get("next_due_on"):
            return cleaned
        for name, message in (
            ("next_title", "Enter the next action"),
            ("next_owner", "Select who does the next action"),
            ("next_due_on", "Enter by when the next action is done"),
        ):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, message)
        return cleaned

    def following(self) -> NextAction | None:
        """The action that comes next, where one was entered."""
        cleaned = self.cleaned_data
        if not cleaned["next_title"]:
            return None
        return NextAction(cleaned["next_title"], cleaned["next_owner"], cleaned["next_due_on"])
