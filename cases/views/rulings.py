from typing import Any

from django.forms import Form
from django.http import HttpResponse

from cases.actions import decisions, outcomes
from cases.forms.rulings import CaseToAnswerForm, FindingForm, OutcomeForm, RulingForm, SeverityForm
from cases.models import AllegationSubject, Decision
from cases.views.base import CaseFormPage
from misconduct.accounts.roles import Permission

_FORMS: dict[str, type[RulingForm]] = {
    Decision.Kind.SEVERITY: SeverityForm,
    Decision.Kind.CASE_TO_ANSWER: CaseToAnswerForm,
    Decision.Kind.FINDING: FindingForm,
}


class RulingPage(CaseFormPage):
    """A decision or outcome on one allegation against one subject."""

    template_name = "cases/ruling_form.html"
    part = "cases:decisions"

    def pair(self) -> AllegationSubject:
        pairs = AllegationSubject.objects.select_related("allegation__case", "allegation__category", "subject__officer")
        found: AllegationSubject = self.one_of(pairs, allegation__case=self.object, pk=self.kwargs["pair"])
        return found

    def earlier(self, pair: AllegationSubject) -> Any:
        """The ruling in force, which this one would replace."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pair = self.pair()
        return super().get_context_data(pair=pair, earlier=self.earlier(pair), **kwargs)


class DecisionRecord(RulingPage):
    permission = Permission.DECISION_RECORD
    submit = "Record decision"

    @property
    def kind(self) -> Decision.Kind:
        return Decision.Kind(self.kwargs["kind"])

    def title(self) -> str:
        return f"Record a decision: {self.kind.label.lower()}"

    def get_form_class(self) -> type[Form]:
        return _FORMS[self.kind]

    def earlier(self, pair: AllegationSubject) -> Decision | None:
        return pair.decisions.in_force().filter(kind=self.kind).select_related("value", "decided_by").first()

    def act(self, form: Form) -> HttpResponse:
        decision = decisions.record_decision(
            by=self.request.user, pair=self.pair(), kind=self.kind, version=self.version, **form.cleaned_data
        )
        return self.done(f"{decision.get_kind_display()} recorded: {decision.value}.")


class OutcomeRecord(RulingPage):
    permission = Permission.OUTCOME_RECORD
    form_class = OutcomeForm
    heading = "Record an outcome"
    submit = "Record outcome"

    def earlier(self, pair: AllegationSubject) -> Any:
        return pair.outcomes.in_force().select_related("value", "decided_by").first()

    def act(self, form: Form) -> HttpResponse:
        outcome = outcomes.record_outcome(
            by=self.request.user, pair=self.pair(), version=self.version, **form.cleaned_data
        )
        return self.done(f"Outcome recorded: {outcome.value}.")
