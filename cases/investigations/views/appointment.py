from typing import Any

from django.forms import Form
from django.http import HttpResponse

from cases.investigations import conflicts
from cases.investigations.actions import appointment
from cases.investigations.forms.appointment import AppointForm, DeclareForm, SetAsideForm, TermsForm
from cases.investigations.models import ConflictDeclaration
from cases.views.base import CaseFormPage
from misconduct.accounts.models import User
from misconduct.accounts.roles import Permission
from misconduct.core.tables import Column

INVESTIGATION = "investigations:investigation"


class Appoint(CaseFormPage):
    """Choose an investigator, with the work of each and what speaks against some of them."""

    permission = Permission.CASE_ASSIGN
    form_class = AppointForm
    template_name = "cases/investigations/appoint.html"
    heading = "Assign an investigator"
    submit = "Assign"
    extra_context = {
        "columns": (Column("Person"), Column("Open cases", is_numeric=True), Column("Conflict of interest")),
    }

    def title(self) -> str:
        return "Change the investigator" if self.object.investigator else self.heading

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        people: list[User] = list(context["form"].fields["investigator"].queryset)
        subjects = list(User.objects.filter(officer__subjects__case=self.object, is_active=True))
        found = conflicts.of(self.object, [*people, *subjects], viewer=self.request.user)
        context["people"] = [(one, found.get(one.pk, [])) for one in [*people, *subjects]]
        return context

    def act(self, form: Any) -> HttpResponse:
        declaration = appointment.appoint(by=self.request.user, case=self.object, version=self.version, **form.given())
        return self.done(f"Assigned to {declaration.assignment.investigator}.")


class Declare(CaseFormPage):
    """Whoever investigates answers the questions again, or for the first time."""

    form_class = DeclareForm
    heading = "Declare conflicts of interest"
    submit = "Save declaration"
    part = INVESTIGATION

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.object.investigator
        lead = f"Each question is about {person}, who investigates this case. Ask before you answer." if person else ""
        if person == self.request.user:
            lead = "Each question is about you, as the investigator of this case."
        return super().get_context_data(lead=lead, **kwargs)

    def act(self, form: Any) -> HttpResponse:
        declaration = appointment.declare(by=self.request.user, case=self.object, version=self.version, **form.given())
        said = "A manager must decide on the conflict." if declaration.has_conflict else "No conflict declared."
        return self.done(said)


class SetAside(CaseFormPage):
    """A manager decides that the investigator goes on in spite of a conflict."""

    permission = Permission.CASE_ASSIGN
    form_class = SetAsideForm
    template_name = "cases/investigations/set_aside.html"
    heading = "Set a conflict of interest aside"
    submit = "Set aside"
    part = INVESTIGATION

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        declared = ConflictDeclaration.objects.visible_to(self.request.user).in_force()
        declared = declared.filter(assignment__case=self.object, assignment__ended_at__isnull=True)
        declaration = declared.select_related("assignment__investigator").first()
        return super().get_context_data(declaration=declaration, conflicts=self.told(declaration), **kwargs)

    def told(self, declaration: ConflictDeclaration | None) -> list[str]:
        """What speaks against the investigator, as far as the manager may know of it."""
        if declaration is None:
            return []
        person = declaration.assignment.investigator
        found = conflicts.of(self.object, [person], viewer=self.request.user)
        return declaration.conflicts_for(found.get(person.pk, []))

    def act(self, form: Form) -> HttpResponse:
        appointment.set_conflict_aside(
            by=self.request.user, case=self.object, version=self.version, **form.cleaned_data
        )
        return self.done("The conflict is set aside.")


class ApproveTerms(CaseFormPage):
    permission = Permission.CASE_ASSIGN
    form_class = TermsForm
    heading = "Terms of reference"
    submit = "Approve"
    part = INVESTIGATION

    def act(self, form: Form) -> HttpResponse:
        terms = appointment.approve_terms(
            by=self.request.user, case=self.object, version=self.version, **form.cleaned_data
        )
        return self.done(f"{terms} approved.")
