"""Each allegation against each subject with everything decided on it, and what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from cases import ruling_facts
from cases.models import Allegation, AllegationSubject, Decision, Outcome, Particular
from cases.ruling_gate import RulingGate
from cases.ruling_rules.facts import PairFacts
from cases.ruling_rules.next_ruling import next_ruling
from cases.ruling_rules.stages import OUTCOME
from misconduct.accounts.models import User

Kind = Decision.Kind
# The addresses of kinds that have a page of their own, and what a person needs to be allowed for a kind.
_PAGES = {Kind.SEVERITY: "severity", Kind.OPINION: "opinion", Kind.SPECIAL_CONDITIONS: "special_conditions"}
_MAY = {Kind.OPINION.value: "opine", OUTCOME: "end"}


@dataclass(frozen=True)
class Ruling:
    """One kind of decision on a pair: the one in force, those it replaced, and where it is recorded.

    `may` names the right that this takes, as the page of a case knows it. `why_not` says why it cannot be recorded
    now; it is empty where it can.
    """

    label: str
    kind: str
    url: str
    may: str
    current: Decision | Outcome | None
    earlier: Sequence[Decision | Outcome]
    is_next: bool
    why_not: str = ""


@dataclass(frozen=True)
class PairSheet:
    """One allegation against one subject with everything decided on it.

    `rulings` are those made and the one that comes next; `others` could be recorded as well. Findings on particulars
    are made when the finding on the whole is: `why_no_finding` says why not now.
    """

    pair: AllegationSubject
    rulings: Sequence[Ruling]
    others: Sequence[Ruling]
    particulars: Sequence[Particular]
    why_no_finding: str

    @property
    def not_possible(self) -> list[Ruling]:
        """The others that cannot be recorded as things stand."""
        return [one for one in self.others if one.why_not]


def sheets(allegations: Iterable[Allegation], viewer: User) -> list[tuple[Allegation, list[PairSheet]]]:
    """The pairs of these allegations, which `sheet.allegations` has read with all that hangs on them."""
    allegations = list(allegations)
    pairs = [pair for allegation in allegations for pair in allegation.pairs.all()]
    facts = ruling_facts.facts_of_all(pairs, viewer)
    gates = {pair.allegation.case_id: RulingGate(pair.allegation.case, viewer) for pair in pairs}
    return [
        (allegation, [_sheet(pair, facts[pair.pk], gates[allegation.case_id]) for pair in allegation.pairs.all()])
        for allegation in allegations
    ]


def _sheet(pair: AllegationSubject, facts: PairFacts, gate: RulingGate) -> PairSheet:
    decisions, particulars, due = list(pair.decisions.all()), list(pair.particulars.all()), next_ruling(facts)
    rulings = [
        _ruling(pair, kind.label, kind.value, [one for one in decisions if one.kind == kind], due) for kind in Kind
    ]
    rulings.append(_ruling(pair, "Outcome", OUTCOME, list(pair.outcomes.all()), due))
    rulings = [replace(one, why_not=gate.why_not(one.kind, facts)) for one in rulings]
    shown = [one for one in rulings if one.current or one.earlier or one.is_next]
    offered = [one for one in rulings if one not in shown and not (one.kind == Kind.FINDING and particulars)]
    return PairSheet(pair, shown, offered, particulars, gate.why_not(Kind.FINDING, facts))


def _ruling(pair: AllegationSubject, label: str, kind: str, rulings: Sequence[Decision | Outcome], due: str) -> Ruling:
    current = next((one for one in rulings if one.superseded_at is None), None)
    earlier = [one for one in rulings if one is not current]
    return Ruling(label, kind, _url(pair, kind), _MAY.get(kind, "decide"), current, earlier, kind == due)


def _url(pair: AllegationSubject, kind: str) -> str:
    case = pair.allegation.case_id
    if kind == OUTCOME:
        return reverse("cases:outcome", args=[case, pair.pk])
    if kind == Kind.FINDING and pair.particulars.all():
        return ""
    if kind in _PAGES:
        return reverse(f"cases:{_PAGES[Kind(kind)]}", args=[case, pair.pk])
    return reverse("cases:decision", args=[case, pair.pk, kind])
