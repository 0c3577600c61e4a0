from functools import cached_property
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView

from cases.models import Subject
from cases.proceedings.actions import barred_list
from cases.proceedings.barred_list import due, why
from cases.proceedings.forms.appeal import EndReturnForm, SendReturnForm
from cases.proceedings.models import ListReturn
from cases.views.base import CaseFormPage
from misconduct.accounts.pages import Page
from misconduct.accounts.roles import Permission
from misconduct.audit.querysets import key_of
from misconduct.audit.record import record
from misconduct.core.tables import Column

LONGEST = 200


class ReturnSend(CaseFormPage):
    permission = Permission.PROCEEDINGS_RUN
    form_class = SendReturnForm
    part = "proceedings:list"

    @cached_property
    def subject(self) -> Subject:
        found: Subject = self.one_of(
            Subject.objects.select_related("case", "officer"), case=self.object, pk=self.kwargs["subject"]
        )
        return found

    def title(self) -> str:
        return f"Return to the College of Policing: {self.subject}"

    def act(self, form: Form) -> HttpResponse:
        sent = barred_list.send(by=self.request.user, subject=self.subject, version=self.version, **form.cleaned_data)
        return self.done(f"Return for the {sent.get_list_display().lower()} recorded.")


class ReturnEnd(CaseFormPage):
    permission = Permission.PROCEEDINGS_RUN
    form_class = EndReturnForm
    part = "proceedings:list"

    @cached_property
    def entry(self) -> ListReturn:
        rows: Any = ListReturn.objects.select_related("subject__case", "subject__officer")
        found: ListReturn = self.one_of(rows, subject__case=self.object, pk=self.kwargs["list_return"])
        return found

    def title(self) -> str:
        return f"End the entry on the {self.entry.get_list_display().lower()}: {self.entry.subject}"

    def act(self, form: Form) -> HttpResponse:
        barred_list.end(by=self.request.user, entry=self.entry, version=self.version, **form.cleaned_data)
        return self.done("The entry has ended.")


class ReturnsDue(Page, TemplateView):
    """Everybody of whom the College of Policing must still be told, in the viewer's sight."""

    permission = Permission.PROCEEDINGS_RUN
    template_name = "proceedings/returns_due.html"
    extra_context = {"columns": tuple(map(Column, ("Person", "Why", "Case", "Stage")))}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = due(self.request.user)
        subjects = list(found[:LONGEST])
        record("barred_list.due_viewed", by=self.request.user, touched=[key_of(one.case) for one in subjects])
        lines = [(one, why(one)) for one in subjects]
        return self.render_to_response(self.get_context_data(lines=lines, count=found.count(), **kwargs))
