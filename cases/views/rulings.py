from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.utils import timezone

from cases import ruling_facts
from cases.actions import decisions, outcomes, particulars, special_conditions
from cases.actions.outcomes import Terms
from cases.actions.special_conditions import Grounds
from cases.forms.rulings import FORMS, FindingForm, OpinionForm, OutcomeForm, ParticularForm, SpecialConditionsForm
from cases.models import AllegationSubject, Code, CodeList, Decision, Particular
from cases.ruling_gate import RulingGate
from cases.ruling_rules import forums, warnings
from cases.ruling_rules.stages import OUTCOME
from cases.views.base import CaseFormPage
from misconduct.accounts.roles import Permission

_TITLES = {
    Decision.Kind.CASE_TO_ANSWER: "Decide whether there is a case to answer",
    Decision.Kind.IOPC_VIEW: "Record the IOPC’s view",
    Decision.Kind.SPECIAL_CONDITIONS: "Decide on special conditions",
    Decision.Kind.FORUM: "Decide the forum",
    Decision.Kind.FINDING: "Record the finding",
    Decision.Kind.PRESUMPTION: "Record whether the presumption of dismissal is displaced",
}


class RulingPage(CaseFormPage):
    """A decision or outcome on one allegation against one subject."""

    template_name = "cases/ruling_form.html"
    part = "cases:decisions"
    submit = "Record decision"

    def pair(self) -> AllegationSubject:
        pairs = AllegationSubject.objects.select_related("allegation__case", "allegation__category", "subject__officer")
        found: AllegationSubject = self.one_of(pairs, allegation__case=self.object, pk=self.kwargs["pair"])
        return found

    def earlier(self, pair: AllegationSubject) -> Any:
        """The ruling in force, which this one would replace; nothing on a page that replaces nothing."""

    def rule(self, pair: AllegationSubject) -> str:
        """What the law says of this decision on the facts as they stand, where it is worth a word."""
        return ""

    def ruling(self) -> str:
        """What is recorded here, as `RulingGate` knows it; empty where its time does not matter."""
        return ""

    def why_not(self, pair: AllegationSubject) -> str:
        """Why it cannot be recorded as things stand: said in place of the form."""
        if not self.ruling():
            return ""
        user = self.request.user
        return RulingGate(self.object, user).why_not(self.ruling(), ruling_facts.facts_of(pair, user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pair = self.pair()
        shown = {"earlier": self.earlier(pair), "rule": self.rule(pair), "why_not": self.why_not(pair)}
        return super().get_context_data(pair=pair, **shown, **kwargs)


class KindPage(RulingPage):
    """A decision of one kind."""

    kind: Decision.Kind

    def title(self) -> str:
        return _TITLES[self.kind]

    def ruling(self) -> str:
        return self.kind

    def earlier(self, pair: AllegationSubject) -> Decision | None:
        return pair.decisions.in_force().filter(kind=self.kind).select_related("value", "decided_by").first()

    def decided(self, decision: Decision) -> HttpResponse:
        """Back to the decisions, with a word of what was recorded."""
        return self.done(f"{decision.get_kind_display()} recorded: {decision.value}.")


class DecisionRecord(KindPage):
    permission = Permission.DECISION_RECORD

    @property
    def kind(self) -> Decision.Kind:  # type: ignore[override] # the address says which
        return Decision.Kind(self.kwargs["kind"])

    def get_form_class(self) -> type[Form]:
        return FORMS[self.kind]

    def rule(self, pair: AllegationSubject) -> str:
        if self.kind != Decision.Kind.FORUM:
            return ""
        rule = forums.rule_for(ruling_facts.facts_of(pair, self.request.user))
        return rule.because if rule else forums.NO_ANSWER

    def act(self, form: Form) -> HttpResponse:
        given, kind = form.cleaned_data, self.kind
        return self.decided(
            decisions.record_decision(by=self.request.user, pair=self.pair(), kind=kind, version=self.version, **given)
        )


class OpinionRecord(KindPage):
    permission = Permission.CASE_WORK
    kind = Decision.Kind.OPINION
    form_class = OpinionForm
    submit = "Record opinion"

    def title(self) -> str:
        return "Record your opinion as investigator"

    def act(self, form: Form) -> HttpResponse:
        by, given = self.request.user, form.cleaned_data
        return self.decided(decisions.record_opinion(by=by, pair=self.pair(), version=self.version, **given))


class SpecialConditionsDecide(KindPage):
    permission = Permission.DECISION_RECORD
    kind = Decision.Kind.SPECIAL_CONDITIONS
    form_class = SpecialConditionsForm

    def act(self, form: Form) -> HttpResponse:
        given = dict(form.cleaned_data)
        grounds = Grounds(**{name: given.pop(name) for name in Grounds.__dataclass_fields__})
        decision = special_conditions.decide(
            by=self.request.user, pair=self.pair(), grounds=grounds, version=self.version, **given
        )
        return self.decided(decision)


class ParticularAdd(RulingPage):
    form_class = ParticularForm
    heading = "Add a particular"
    submit = "Add particular"

    def act(self, form: Form) -> HttpResponse:
        by, given = self.request.user, form.cleaned_data
        added = particulars.add(by=by, pair=self.pair(), version=self.version, **given)
        return self.done(f"Particular {added.number} added.")


class ParticularFind(RulingPage):
    permission = Permission.DECISION_RECORD
    form_class = FindingForm
    submit = "Record finding"

    def particular(self) -> Particular:
        found: Particular = self.one_of(
            Particular.objects.select_related("pair__subject__officer", "pair__allegation__case"),
            pair__allegation__case=self.object,
            pk=self.kwargs["particular"],
        )
        return found

    def pair(self) -> AllegationSubject:
        return self.particular().pair

    def ruling(self) -> str:
        return Decision.Kind.FINDING

    def title(self) -> str:
        return f"Record the finding on particular {self.particular().number}"

    def rule(self, pair: AllegationSubject) -> str:
        return self.particular().text

    def act(self, form: Form) -> HttpResponse:
        by, given = self.request.user, form.cleaned_data
        finding = particulars.find(by=by, particular=self.particular(), version=self.version, **given)
        return self.done(f"Finding on particular {finding.particular.number} recorded: {finding.value}.")


class OutcomeRecord(RulingPage):
    permission = Permission.OUTCOME_RECORD
    template_name = "cases/outcome_form.html"
    form_class = OutcomeForm
    heading = "Record an outcome"
    submit = "Record outcome"

    def ruling(self) -> str:
        return OUTCOME

    def earlier(self, pair: AllegationSubject) -> Any:
        return pair.outcomes.in_force().select_related("value", "decided_by").first()

    def get_form_kwargs(self) -> dict[str, Any]:
        facts = ruling_facts.facts_of(self.pair(), self.request.user)
        return {**super().get_form_kwargs(), "facts": facts}

    def get_initial(self) -> dict[str, Any]:
        """For a warning named in the address (`?value=`), the days that the law gives it from today."""
        chosen = self.request.GET.get("value", "")
        codes = Code.objects.of(CodeList.OUTCOME)
        code = codes.filter(pk=chosen[:9]).first() if chosen.isdecimal() else None
        if code is None:
            return {}
        today = timezone.localdate()
        length = warnings.length_of(code.code, forum="", days=(today, self.object.received_on))
        days = {"live_from": today, "live_to": warnings.last_day(today, length.months)} if length else {}
        return {"value": code, **days}

    def act(self, form: Form) -> HttpResponse:
        given = dict(form.cleaned_data)
        terms = Terms(
            live_from=given.pop("live_from", None),
            live_to=given.pop("live_to", None),
            career_break_days=given.pop("career_break_days", None) or 0,
            operational_views=given.pop("operational_views", ""),
            complaint_actions=tuple(given.pop("complaint_actions", ())),
        )
        by, pair = self.request.user, self.pair()
        outcome = outcomes.record_outcome(by=by, pair=pair, terms=terms, version=self.version, **given)
        return self.done(f"Outcome recorded: {outcome.value}.")
