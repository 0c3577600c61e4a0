from typing import Any

from django.forms import Form
from django.http import HttpResponse

from cases.triage.actions import facts, forms_of_investigation, referrals, schedule_three
from cases.triage.forms import (
    InvestigationFormForm,
    ReferralAnswerForm,
    ReferralCheckForm,
    ReferralOpenForm,
    ReferralSendForm,
    ScheduleThreeForm,
    TriageFactsForm,
)
from cases.triage.models import Referral
from cases.views.base import CaseFormPage
from misconduct.accounts.roles import Permission
from misconduct.core.wording import mid_sentence


class TriageFactsRecord(CaseFormPage):
    form_class = TriageFactsForm
    template_name = "triage/facts_form.html"
    heading = "Triage facts"
    submit = "Save triage facts"

    def act(self, form: Any) -> HttpResponse:
        facts.record_facts(by=self.request.user, case=self.object, version=self.version, **form.answers())
        return self.done("Triage facts recorded.")


class ScheduleThreeDecide(CaseFormPage):
    form_class = ScheduleThreeForm
    template_name = "triage/schedule_3_form.html"
    heading = "Inside or outside Schedule 3"
    submit = "Record decision"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        earlier = self.object.schedule_3_decisions.in_force().select_related("decided_by").first()
        return super().get_context_data(earlier=earlier, **kwargs)

    def act(self, form: Any) -> HttpResponse:
        decision = schedule_three.decide(by=self.request.user, case=self.object, version=self.version, **form.answers())
        return self.done(f"Decision recorded: {mid_sentence(decision)}.")


class ReferralConsider(CaseFormPage):
    permission = Permission.REFERRAL_RECORD
    form_class = ReferralCheckForm
    template_name = "triage/referral_check_form.html"
    heading = "Must it be referred to the IOPC?"
    submit = "Save answers"

    def act(self, form: Any) -> HttpResponse:
        check = referrals.consider(by=self.request.user, case=self.object, version=self.version, **form.answers())
        message = "The case must be referred to the IOPC. Send the referral." if check.met else "No referral is due."
        return self.done(message)


class ReferralOpen(CaseFormPage):
    permission = Permission.REFERRAL_RECORD
    form_class = ReferralOpenForm
    heading = "Refer to the IOPC where no criterion is met"
    submit = "Open referral"

    def act(self, form: Form) -> HttpResponse:
        made = referrals.open_referral(
            by=self.request.user, case=self.object, version=self.version, **form.cleaned_data
        )
        return self.done(f"{made.get_kind_display()} referral opened.")


class _ReferralPage(CaseFormPage):
    """A step of one referral of the case."""

    permission = Permission.REFERRAL_RECORD
    template_name = "triage/referral_form.html"

    def referral(self) -> Referral:
        found: Referral = self.one_of(
            Referral.objects.select_related("case"), case=self.object, pk=self.kwargs["referral"]
        )
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(referral=self.referral(), **kwargs)


class ReferralSend(_ReferralPage):
    form_class = ReferralSendForm
    heading = "Record that the referral was sent"
    submit = "Record as sent"

    def act(self, form: Form) -> HttpResponse:
        referrals.send(by=self.request.user, referral=self.referral(), version=self.version, **form.cleaned_data)
        return self.done("Referral recorded as sent.")


class ReferralAnswer(_ReferralPage):
    form_class = ReferralAnswerForm
    heading = "Record what the IOPC decided"
    submit = "Record answer"

    def act(self, form: Form) -> HttpResponse:
        made = referrals.answer(
            by=self.request.user, referral=self.referral(), version=self.version, **form.cleaned_data
        )
        return self.done(f"IOPC decision recorded: {mid_sentence(made.answer.label) if made.answer else ''}.")


class InvestigationFormDecide(CaseFormPage):
    permission = Permission.REFERRAL_RECORD
    form_class = InvestigationFormForm
    heading = "Form of the investigation"
    submit = "Save form"

    def act(self, form: Form) -> HttpResponse:
        made = forms_of_investigation.decide(
            by=self.request.user, case=self.object, version=self.version, **form.cleaned_data
        )
        return self.done(f"Form of the investigation: {mid_sentence(made)}.")
