from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse

from cases.contacts import sheet
from cases.contacts.actions import contact_log
from cases.contacts.forms.contact_log import ContactForm, CorrectionForm
from cases.contacts.models import Contact, Party
from cases.contacts.sheet import named
from cases.views.base import CaseFormPage
from cases.views.case_page import CasePage
from misconduct.accounts.roles import Permission

_ON_A_PAGE = 50


class ContactLog(CasePage):
    """Every contact with the people of the case, the newest first, and what was corrected."""

    part = "contacts:log"
    template_name = "contacts/contact_log.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        page = Paginator(sheet.contacts_of(self.object, user), _ON_A_PAGE).get_page(self.request.GET.get("page"))
        shown = {
            "page_obj": page,
            "contacts": sheet.contact_lines(page, user),
            "people": sheet.party_lines(self.object, user),
            "may_log": user.has(Permission.CASE_WORK),
        }
        return super().get_context_data(**shown, **kwargs)


class ContactAdd(CaseFormPage):
    form_class = ContactForm
    heading = "Log a contact"
    submit = "Log this contact"
    part = "contacts:log"
    adds_only = True

    def party(self) -> Party:
        rows = self.still(Party.objects.current(), Party.objects.all()).select_related("case")
        found: Party = self.one_of(rows, case=self.object, pk=self.kwargs["party"])
        return found

    def title(self) -> str:
        return f"{self.heading}: {named(self.party(), self.request.user)}"

    def get_template_names(self) -> list[str]:
        return ["contacts/contact_form.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(party=self.party(), **kwargs)

    def act(self, form: Any) -> HttpResponse:
        contact_log.log(by=self.request.user, party=self.party(), details=form.details(), version=self.version)
        return self.done("Contact logged.")


class ContactCorrect(CaseFormPage):
    form_class = CorrectionForm
    heading = "Correct an entry"
    submit = "Save the correction"
    part = "contacts:log"
    template_name = "contacts/contact_form.html"

    def contact(self) -> Contact:
        rows = self.still(Contact.objects.standing(), Contact.objects.all()).select_related("party", "case")
        found: Contact = self.one_of(rows, case=self.object, pk=self.kwargs["contact"])
        return found

    def get_initial(self) -> dict[str, Any]:
        return CorrectionForm.answers(self.contact())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(party=self.contact().party, is_correction=True, **kwargs)

    def act(self, form: Any) -> HttpResponse:
        contact_log.correct(
            by=self.request.user,
            contact=self.contact(),
            details=form.details(),
            reason=form.cleaned_data["reason"],
            version=self.version,
        )
        return self.done("The entry is corrected. What stood there before can still be read.")
