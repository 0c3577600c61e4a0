from typing import Any

from django.forms import Form
from django.http import HttpResponse

from cases.contacts import sealing
from cases.contacts.actions import reporters
from cases.contacts.actions.reporters import Identity
from cases.contacts.forms.parties import IdentifyReporterForm, ReporterForm
from cases.contacts.models import Party
from cases.views.base import CaseFormPage
from misconduct.accounts.roles import Permission


class ReporterAdd(CaseFormPage):
    form_class = ReporterForm
    template_name = "contacts/reporter_form.html"
    heading = "Add a confidential reporter"
    submit = "Seal and add"
    part = "cases:people"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_possible=sealing.is_possible(), **kwargs)

    def act(self, form: Form) -> HttpResponse:
        identity = Identity(**form.cleaned_data)
        reporters.add(by=self.request.user, case=self.object, identity=identity, version=self.version)
        return self.done("A confidential reporter is part of the case. Who they are is sealed.")


class ReporterIdentify(CaseFormPage):
    """First the reason, then who it is, once: going back or opening the address again asks again."""

    permission = Permission.REPORTER_IDENTIFY
    form_class = IdentifyReporterForm
    template_name = "contacts/reporter_identify.html"
    heading = "See who the confidential reporter is"
    submit = "Show me, and keep on record that I looked"
    part = "cases:people"

    def party(self) -> Party:
        rows = Party.objects.current().select_related("case")
        found: Party = self.one_of(rows, case=self.object, pk=self.kwargs["reporter"], is_confidential=True)
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(party=self.party(), **kwargs)

    def act(self, form: Form) -> HttpResponse:
        identity = reporters.identify(by=self.request.user, party=self.party(), **form.cleaned_data)
        return self.render_to_response(self.get_context_data(identity=identity))
