from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cases import comparable, history_gate, officer_history
from cases.actions import history_views, severity
from cases.forms.severity import HistoryReadForm, SeverityForm
from cases.investigations.evidence import since_severity
from cases.models import AllegationSubject, Decision, Subject
from cases.views.base import CaseFormPage
from cases.views.rulings import KindPage
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import OutOfScope
from misconduct.core.tables import Column
from officers.models import Officer

COMPARABLE_COLUMNS = tuple(map(Column, ("Reference", "Severity", "Outcome", "Finalised")))
MATTER_COLUMNS = tuple(
    map(
        Column, ("Reference", "Received", "Type", "Categories", "Stage", "Notice given", "What came of it", "Finalised")
    )
)


class SeverityAssess(KindPage):
    """The worksheet, with past matters of the same category beside it, once the history has been read."""

    permission = Permission.DECISION_RECORD
    kind = Decision.Kind.SEVERITY
    template_name = "cases/severity_form.html"
    form_class = SeverityForm
    submit = "Record assessment"

    def title(self) -> str:
        return "Assess the severity"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is shown beside the form is on record, with the cases it tells of."""
        shown = [one.case for one in comparable.comparable_to(self.pair(), self.request.user)]
        record("case.comparators_shown", by=self.request.user, target=self.object, touched=shown)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pair, user = self.pair(), self.request.user
        return super().get_context_data(
            gate=history_gate.gate(pair.subject, user),
            comparable=comparable.comparable_to(pair, user),
            columns=COMPARABLE_COLUMNS,
            since_severity=since_severity(self.object, user),
            **kwargs,
        )

    def act(self, form: SeverityForm) -> HttpResponse:  # type: ignore[override] # the form of this page
        decision = severity.assess(
            by=self.request.user,
            pair=self.pair(),
            reasoning=form.reasoning(),
            version=self.version,
            **form.stated(),
        )
        return self.decided(decision)


class HistoryRead(CaseFormPage):
    """A subject's whole history as whoever assesses the severity must read it, and the word that they did."""

    permission = Permission.DECISION_RECORD
    template_name = "cases/history_read.html"
    form_class = HistoryReadForm
    part = "cases:decisions"
    submit = "I have read this history"

    def subject(self) -> Subject:
        subjects = Subject.objects.identified().select_related("case", "officer")
        found: Subject = self.one_of(subjects, case=self.object, pk=self.kwargs["known_subject"])
        return found

    def person(self) -> Officer:
        """Whom the subject is; `subject` finds nobody who is not identified."""
        officer = self.subject().officer
        if officer is None:
            raise OutOfScope(f"Nobody identified in {self.object}.")
        return officer

    def title(self) -> str:
        return f"History of {self.person()}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        officer = self.person()
        matters = officer_history.matters_before(self.object, officer, self.request.user)
        touched = [officer, *(matter.case for matter in matters)]
        record("case.history_shown", by=self.request.user, target=self.object, touched=touched)
        shown = history_gate.fingerprint(matters)
        return super().get_context_data(matters=matters, columns=MATTER_COLUMNS, shown=shown, **kwargs)

    def act(self, form: Form) -> HttpResponse:
        history_views.confirm_read(by=self.request.user, subject=self.subject(), shown=form.cleaned_data["shown"])
        pair = self.to_assess()
        if pair:
            return redirect(reverse("cases:severity", args=[self.object.pk, pair.pk]))
        return self.done("It is on record that you have read this history.")

    def to_assess(self) -> AllegationSubject | None:
        """The pair whose assessment led here (`?pair=`)."""
        chosen = self.request.GET.get("pair", "")
        if not chosen.isdecimal():
            return None
        pairs = AllegationSubject.objects.visible_to(self.request.user)
        return pairs.filter(pk=chosen[:9], allegation__case=self.object).first()
