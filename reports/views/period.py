"""What the pages of figures about a period share."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from misconduct.accounts.pages import Page
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.months import months_before
from reports.forms import PeriodForm
from reports.statistics.matters import Basis

YEARS = 3


class PeriodPage(Page):
    """Figures about a period, the last three years where none is asked for. Every look is on record.

    Where a part of the force would mislead, only somebody who sees all of it is shown figures: `whole_force_only`.
    """

    permission = Permission.REPORT_VIEW
    form_class: type[PeriodForm] = PeriodForm
    asked_first: dict[str, str] = {}
    whole_force_only = True
    template_name = ""
    name = ""

    def figures(self, form: Form, period: dict[str, Any]) -> dict[str, Any]:
        """What the template shows of the period, of which the first and the last day count."""
        raise NotImplementedError

    def touched(self, context: dict[str, Any]) -> list[str]:
        """How the log names the records that the page showed."""
        return []

    def get(self, request: HttpRequest) -> HttpResponse:
        form = self.form_class(request.GET or self._at_first())
        is_whole = self.request.user.is_force_wide
        context: dict[str, Any] = {"form": form, "is_whole": is_whole}
        touched: list[str] = []
        if form.is_valid() and (is_whole or not self.whole_force_only):
            given = form.cleaned_data
            period = {"first": given["from_date"], "last": given["to_date"], "basis": Basis(given["basis"])}
            context |= {"period": period, **self.figures(form, period)}
            touched = self.touched(context)
        shown = {"page": self.name, "query": request.GET.urlencode()}
        record("dashboard.viewed", by=self.request.user, touched=touched, after=shown)
        return render(request, self.template_name, context, status=200 if form.is_valid() else 400)

    def _at_first(self) -> dict[str, str]:
        today = timezone.localdate()
        first = months_before(today, 12 * YEARS)
        return {"from_date": first.isoformat(), "to_date": today.isoformat(), **self.asked_first}
