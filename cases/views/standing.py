"""Pages about a case as a whole: standing still, withdrawal, links, merging, splitting and conversion."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse

from cases.actions import links, merging, record_types, splitting, suspension, withdrawal
from cases.forms.base import ReasonForm
from cases.forms.standing import ConvertForm, LinkForm, MergeForm, ResumeForm, SplitForm, SuspendForm, WithdrawForm
from cases.models import CaseLink
from cases.views.base import CaseFormPage
from misconduct.accounts.roles import Permission


class CaseSuspend(CaseFormPage):
    permission = Permission.DECISION_RECORD
    form_class = SuspendForm
    heading = "Suspend for criminal proceedings"
    submit = "Suspend case"
    lead = "Nothing goes on in a suspended case but contact with the people in it and the suspension of persons."

    def act(self, form: Form) -> HttpResponse:
        suspension.suspend(by=self.request.user, case=self.object, version=self.version, **form.cleaned_data)
        return self.done("The case is suspended.")


class CaseResume(CaseFormPage):
    permission = Permission.DECISION_RECORD
    form_class = ResumeForm
    heading = "Resume the case"
    submit = "Resume case"

    def act(self, form: Form) -> HttpResponse:
        case = suspension.resume(by=self.request.user, case=self.object, version=self.version, **form.cleaned_data)
        return self.done(f"The case goes on at “{case.get_stage_display()}”.")


class CaseWithdraw(CaseFormPage):
    permission = Permission.CASE_CLOSE
    form_class = WithdrawForm
    heading = "Record a withdrawal"
    submit = "Record withdrawal"

    def act(self, form: Form) -> HttpResponse:
        made = withdrawal.withdraw(by=self.request.user, case=self.object, version=self.version, **form.cleaned_data)
        return self.done(
            "Withdrawal recorded. " + ("The case goes on." if made.is_carried_on else "The case is closed.")
        )


class CaseLinkAdd(CaseFormPage):
    form_class = LinkForm
    heading = "Link with another case"
    submit = "Link cases"

    def act(self, form: Form) -> HttpResponse:
        links.link(by=self.request.user, case=self.object, version=self.version, **form.cleaned_data)
        return self.done("Cases linked.")


class CaseLinkEnd(CaseFormPage):
    form_class = ReasonForm
    heading = "End a link"
    submit = "End link"

    def link(self) -> CaseLink:
        rows = self.still(CaseLink.objects.standing(), CaseLink.objects.all())
        found: CaseLink = self.one_of(rows.of(self.object), pk=self.kwargs["link"])
        return found

    def title(self) -> str:
        link = self.link()
        return f"End the link with {link.other if link.case_id == self.object.pk else link.case}"

    def act(self, form: Form) -> HttpResponse:
        given = {"link": self.link(), "version": self.version, **form.cleaned_data}
        links.unlink(by=self.request.user, case=self.object, **given)
        return self.done("Link ended.")


class CaseMerge(CaseFormPage):
    permission = Permission.CASE_CLOSE
    form_class = MergeForm
    heading = "Merge into another case"
    submit = "Merge and close this case"
    lead = "This case closes and points at the other. Nothing is moved: everything stays to be found here."

    def act(self, form: Form) -> HttpResponse:
        made = merging.merge(by=self.request.user, case=self.object, version=self.version, **form.cleaned_data)
        return self.done(f"Merged into {made.other}.")


class CaseUndoMerge(CaseFormPage):
    permission = Permission.CASE_CLOSE
    form_class = ReasonForm
    heading = "Undo the merge"
    submit = "Re-open this case"

    def act(self, form: Form) -> HttpResponse:
        merging.undo(by=self.request.user, case=self.object, version=self.version, **form.cleaned_data)
        return self.done("The merge is undone. The case is open again.")


class CaseSplit(CaseFormPage):
    permission = Permission.CASE_ASSIGN
    form_class = SplitForm
    heading = "Split the case"
    submit = "Split case"
    lead = "The allegations you choose go to a new case with their decisions and outcomes. The two are linked."

    def act(self, form: Form) -> HttpResponse:
        new = splitting.split(by=self.request.user, case=self.object, version=self.version, **form.cleaned_data)
        return self.done(f"Split. The new case is {new}.")


class CaseConvert(CaseFormPage):
    permission = Permission.DECISION_RECORD
    form_class = ConvertForm
    heading = "Convert to a conduct matter"
    submit = "Convert"
    lead = "What it was, and until when, stays on the case."

    def act(self, form: Form) -> HttpResponse:
        given: dict[str, Any] = form.cleaned_data
        case = record_types.convert(by=self.request.user, case=self.object, version=self.version, **given)
        return self.done(f"The matter is now a {case.get_record_type_display().lower()}.")
