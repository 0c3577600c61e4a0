from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from cases.models import Subject
from cases.periods.actions import reviews, service, suspensions
from cases.periods.actions.confirming import letter_of
from cases.periods.forms.suspensions import (
    CriminalEndForm,
    CriminalForm,
    EndForm,
    RestrictForm,
    RestrictionReviewForm,
    ReviewForm,
    SuspendForm,
    ToldForm,
)
from cases.periods.models import Period
from cases.periods.sheet import ORDERED, sheet_of
from cases.views.base import CaseFormPage
from cases.views.case_page import CasePage
from misconduct.accounts.roles import Permission
from misconduct.core.errors import OutOfScope
from misconduct.core.forms.base import in_sentence


class PeriodDetail(CasePage):
    """One suspension, restriction or criminal proceeding with its evidence and reviews."""

    part = "cases:people"
    template_name = "periods/period_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, case = self.request.user, self.object
        periods = Period.objects.visible_to(user).filter(case=case).select_related("officer", "recorded_by")
        period = periods.filter(pk=self.kwargs["period"]).first()
        if period is None:
            raise OutOfScope(f"No period {self.kwargs['period']} in {case}.")
        shown = sheet_of(period, received_on=case.received_on, today=timezone.localdate())
        may_decide = user.has(Permission.SUSPENSION_DECIDE if shown.is_ordered else Permission.CASE_WORK)
        return super().get_context_data(**vars(shown), letter=letter_of(period), may_decide=may_decide, **kwargs)


class SubjectPeriodPage(CaseFormPage):
    """A form about one subject of a case, who is named in its heading."""

    permission = Permission.SUSPENSION_DECIDE
    part = "cases:people"
    template_name = "periods/period_form.html"

    def subject(self) -> Subject:
        rows = Subject.objects.select_related("case", "officer")
        found: Subject = self.one_of(rows, case=self.object, pk=self.kwargs["subject"])
        return found

    def title(self) -> str:
        return self.heading.format(subject=self.subject())


class Suspend(SubjectPeriodPage):
    form_class = SuspendForm
    heading = "Suspend {subject}"
    submit = "Suspend"

    def act(self, form: Any) -> HttpResponse:
        days = {name: form.cleaned_data[name] for name in ("starts_on", "told_on", "confirmed_on")}
        period = suspensions.suspend(
            by=self.request.user, subject=self.subject(), grounds=form.grounds(), version=self.version, **days
        )
        return self.done(f"{period.officer} is suspended. The first review is due within 4 weeks.")


class Restrict(SubjectPeriodPage):
    form_class = RestrictForm
    heading = "Restrict the duties of {subject}"
    submit = "Restrict duties"

    def act(self, form: Form) -> HttpResponse:
        period = suspensions.restrict(
            by=self.request.user, subject=self.subject(), version=self.version, **form.cleaned_data
        )
        return self.done(f"The duties of {period.officer} are restricted. The first review is due within 4 weeks.")


class CriminalRecord(SubjectPeriodPage):
    permission = Permission.CASE_WORK
    form_class = CriminalForm
    heading = "Record criminal proceedings against {subject}"
    submit = "Record"

    def act(self, form: Form) -> HttpResponse:
        service.record_criminal(by=self.request.user, subject=self.subject(), version=self.version, **form.cleaned_data)
        return self.done("Criminal proceedings recorded.")


class PeriodPage(CaseFormPage):
    """A form about a period that a case ordered, which its heading names."""

    permission = Permission.SUSPENSION_DECIDE
    template_name = "periods/period_form.html"
    kinds: tuple[str, ...] = ORDERED
    names_period = "period"

    def period(self) -> Period:
        rows = Period.objects.select_related("case", "officer").filter(kind__in=self.kinds)
        found: Period = self.one_of(rows, case=self.object, pk=self.kwargs[self.names_period])
        return found

    def title(self) -> str:
        return self.heading.format(period=in_sentence(str(self.period())))

    def back_url(self) -> str:
        return reverse("periods:detail", args=[self.object.pk, self.kwargs[self.names_period]])


class PeriodTold(PeriodPage):
    form_class = ToldForm
    heading = "When the officer was told of the {period}"

    def get_initial(self) -> dict[str, Any]:
        period = self.period()
        return {"told_on": period.told_on, "confirmed_on": period.confirmed_on}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "letter": letter_of(self.period())}

    def act(self, form: Form) -> HttpResponse:
        period = self.period()
        days = {"confirmed_on": period.confirmed_on, **form.cleaned_data}
        suspensions.tell(by=self.request.user, period=period, version=self.version, **days)
        return self.done("Saved.")


class PeriodReviewAdd(PeriodPage):
    heading = "Review of the {period}"
    submit = "Record review"

    def get_form_class(self) -> type[Form]:
        return ReviewForm if self.period().kind == Period.Kind.SUSPENSION else RestrictionReviewForm

    def act(self, form: Any) -> HttpResponse:
        made = reviews.review(by=self.request.user, period=self.period(), details=form.details(), version=self.version)
        return self.done(f"Review recorded: {made.get_decision_display().lower()}.")


class PeriodEnd(PeriodPage):
    form_class = EndForm
    heading = "End the {period}"
    submit = "End it"

    def act(self, form: Form) -> HttpResponse:
        period = suspensions.end(by=self.request.user, period=self.period(), version=self.version, **form.cleaned_data)
        return self.done(f"{period} ended.")


class CriminalEnd(PeriodPage):
    """How criminal proceedings came out, which needs nobody to decide it."""

    permission = Permission.CASE_WORK
    form_class = CriminalEndForm
    heading = "Record the end of the {period}"
    submit = "Record the end"
    kinds = (Period.Kind.CRIMINAL,)
    names_period = "criminal"

    def act(self, form: Any) -> HttpResponse:
        service.end_criminal(by=self.request.user, period=self.period(), version=self.version, **form.ending())
        return self.done("The end of the criminal proceedings is recorded.")
