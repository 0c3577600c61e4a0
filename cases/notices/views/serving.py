from functools import cached_property
from typing import Any

from django.forms import Form
from django.http import HttpResponse

from cases.forms.base import ReasonForm
from cases.models import Subject
from cases.notices import catalogue
from cases.notices.actions import serving, withholding
from cases.notices.forms import AcknowledgeForm, ServeForm, WithholdForm
from cases.notices.models import Notice, Service, Withholding
from cases.views.base import CaseFormPage
from misconduct.accounts.roles import Permission
from misconduct.core.wording import uk_date


class NoticeServe(CaseFormPage):
    permission = Permission.NOTICE_ISSUE
    form_class = ServeForm
    submit = "Record it"
    template_name = "notices/serve_form.html"

    @cached_property
    def notice(self) -> Notice:
        rows = Notice.objects.select_related("case", "subject__officer", "replaced_by__case")
        found: Notice = self.one_of(rows, case=self.object, pk=self.kwargs["notice"])
        return found

    def title(self) -> str:
        return f"Record how it was given: {self.notice.title}"

    def back_url(self) -> str:
        return self.notice.get_absolute_url()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "notice": self.notice}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        settles = catalogue.template(self.notice.template).settles
        return super().get_context_data(notice=self.notice, settles=settles and settles.label, **kwargs)

    def act(self, form: Any) -> HttpResponse:
        given = form.cleaned_data
        service = serving.serve(
            by=self.request.user,
            notice=self.notice,
            method=given["method"],
            sent_at=form.sent(),
            proof=given["proof"],
            version=self.version,
        )
        return self.done(f"Recorded. It counts as given on {uk_date(service.given_on)}.")


class ServicePage(CaseFormPage):
    """Something about one giving of a notice."""

    permission = Permission.NOTICE_ISSUE

    @cached_property
    def service(self) -> Service:
        rows = self.still(Service.objects.standing(), Service.objects.all())
        rows = rows.select_related("notice__case", "notice__subject__officer")
        found: Service = self.one_of(rows, notice__case=self.object, pk=self.kwargs["service"])
        return found

    def back_url(self) -> str:
        return self.service.notice.get_absolute_url()


class ServiceAcknowledge(ServicePage):
    form_class = AcknowledgeForm
    heading = "Record that the notice was acknowledged"
    submit = "Record it"

    def act(self, form: Form) -> HttpResponse:
        serving.acknowledge(by=self.request.user, service=self.service, version=self.version, **form.cleaned_data)
        return self.done("Acknowledgement recorded.")


class ServiceTakeBack(ServicePage):
    form_class = ReasonForm
    heading = "Take back how the notice was given"
    submit = "Take it back"

    def act(self, form: Form) -> HttpResponse:
        serving.take_back(by=self.request.user, service=self.service, version=self.version, **form.cleaned_data)
        return self.done("Taken back, with every deadline that was counted from it.")


class NoticeWithhold(CaseFormPage):
    permission = Permission.NOTICE_ISSUE
    form_class = WithholdForm
    submit = "Withhold the notice"
    part = "notices:list"

    @cached_property
    def subject(self) -> Subject:
        rows = Subject.objects.filter(case=self.object).select_related("case", "officer")
        found: Subject = self.one_of(rows, pk=self.kwargs["subject"])
        return found

    def title(self) -> str:
        return f"Withhold the notice to {self.subject}"

    def act(self, form: Form) -> HttpResponse:
        withholding.withhold(by=self.request.user, subject=self.subject, version=self.version, **form.cleaned_data)
        return self.done(f"Recorded why {self.subject} is not told yet.")


class WithholdingEnd(CaseFormPage):
    permission = Permission.NOTICE_ISSUE
    form_class = ReasonForm
    heading = "The notice can be given now"
    submit = "End the withholding"
    part = "notices:list"

    def act(self, form: Form) -> HttpResponse:
        rows = Withholding.objects.select_related("case", "subject__officer")
        held = self.one_of(rows, case=self.object, pk=self.kwargs["withholding"])
        withholding.end(by=self.request.user, withholding=held, version=self.version, **form.cleaned_data)
        return self.done(f"{held.subject} can be told now.")
