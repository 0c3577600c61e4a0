from typing import Any

from django.forms import Form
from django.http import HttpResponse

from cases.contacts.actions import parties
from cases.contacts.forms.parties import EndUpdatesForm, PartyForm
from cases.contacts.models import Party, Role
from cases.contacts.sheet import named
from cases.forms.base import ReasonForm
from cases.views.base import CaseFormPage


class PartyPage(CaseFormPage):
    """A form about one of the people in a case."""

    part = "cases:people"

    def party(self) -> Party:
        rows = self.still(Party.objects.current(), Party.objects.all()).select_related("case")
        found: Party = self.one_of(rows, case=self.object, pk=self.kwargs["party"], is_confidential=False)
        return found

    def title(self) -> str:
        return f"{self.heading}: {named(self.party(), self.request.user)}"


class PartyAdd(CaseFormPage):
    """`?role=complainant` starts with the role chosen."""

    form_class = PartyForm
    template_name = "contacts/party_form.html"
    heading = "Add a person"
    submit = "Add this person"
    part = "cases:people"

    def get_initial(self) -> dict[str, Any]:
        role = self.request.GET.get("role", "")
        return {"roles": [role]} if role in Role.values else {}

    def act(self, form: Any) -> HttpResponse:
        party = parties.add(by=self.request.user, case=self.object, details=form.details(), version=self.version)
        return self.done(f"{named(party, self.request.user)} added to the case.")


class PartyChange(PartyPage):
    form_class = PartyForm
    template_name = "contacts/party_form.html"
    heading = "Change what is known"
    submit = "Save changes"

    def get_initial(self) -> dict[str, Any]:
        return PartyForm.answers(self.party())

    def act(self, form: Any) -> HttpResponse:
        parties.change(by=self.request.user, party=self.party(), details=form.details(), version=self.version)
        return self.done("Changes saved.")


class UpdatesEnd(PartyPage):
    form_class = EndUpdatesForm
    heading = "Stop updates"
    submit = "Stop updates"

    def act(self, form: Form) -> HttpResponse:
        parties.end_updates(by=self.request.user, party=self.party(), version=self.version, **form.cleaned_data)
        return self.done("No more updates are due to this person.")


class PartyTakeOff(PartyPage):
    form_class = ReasonForm
    heading = "Take off this case"
    submit = "Take off"

    def act(self, form: Form) -> HttpResponse:
        parties.take_off(by=self.request.user, party=self.party(), version=self.version, **form.cleaned_data)
        return self.done("This person is no longer part of the case.")
