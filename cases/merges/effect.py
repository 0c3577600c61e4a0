"""What taking two records for one person would do to flags: each rule before and after. Reads only."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from cases.flags import restricted, rules
from cases.flags.findings import RuleInForce, rules_in_force, up_to_today
from cases.flags.histories import histories_of
from cases.flags.peers import beside_peers
from cases.flags.rules.history import Hit, OfficerHistory
from cases.models import Case
from misconduct.accounts.permissions import Doer

FIRES_NOW, WOULD_NOT, UNCHANGED = "fires now", "would not fire now", "unchanged"


@dataclass(frozen=True)
class EffectLine:
    """One rule, with its category where it is about one: how many matters it counts before and after.

    `cases` are those counted: the line is for whoever none of them is withheld from.
    """

    rule: str
    scope: str
    before: list[int]
    after: int
    verdict: str
    cases: list[int]


def effect_of(kept_id: int, absorbed_id: int) -> list[EffectLine]:
    """Every rule in force that fires for either record or for both together, up to today.

    Rules whose flags are for few alone are left out: a proposal is read by many.
    """
    found = histories_of([kept_id, absorbed_id], known_before=up_to_today())
    histories = {history.officer_id: history for history in found}
    kept, absorbed = histories[kept_id], histories[absorbed_id]
    together = replace(
        kept,
        matters=(*kept.matters, *absorbed.matters),
        warnings=(*kept.warnings, *absorbed.warnings),
        prior_forces=(*kept.prior_forces, *absorbed.prior_forces),
        probation_ends_on=kept.probation_ends_on or absorbed.probation_ends_on,
    )
    lines = []
    for rule in (one for one in rules_in_force() if one.slug not in restricted.RULES):
        *apart, both = beside_peers((kept, absorbed, together), rule.parameters, as_at=up_to_today())
        lines += _lines(rule, apart, both)
    return lines


def stored(lines: Sequence[EffectLine]) -> list[dict[str, Any]]:
    """The effect as a proposal keeps it."""
    return [asdict(line) for line in lines]


def shown(kept: Sequence[dict[str, Any]], viewer: Doer) -> list[dict[str, Any]]:
    """The lines of a stored effect that count no case withheld from the viewer. One query."""
    counted = {case for line in kept for case in line["cases"]}
    withheld = set(Case.objects.withheld_from(viewer).filter(pk__in=counted).order_by().values_list("pk", flat=True))
    return [_told(line) for line in kept if not withheld.intersection(line["cases"])]


def _told(line: dict[str, Any]) -> dict[str, Any]:
    """The line in words: a rule that fired for one of the two already is said to count more."""
    fired_before = line["verdict"] == FIRES_NOW and any(line["before"])
    return {**line, "verdict": "fires now, counting other matters" if fired_before else line["verdict"]}


def _lines(rule: RuleInForce, apart: Sequence[OfficerHistory], together: OfficerHistory) -> list[EffectLine]:
    before = [_hits(rule, history) for history in apart]
    after = _hits(rule, together)
    scopes = sorted({scope for hits in (*before, after) for scope in hits})
    return [_line(rule, scope, [hits.get(scope) for hits in before], after.get(scope)) for scope in scopes]


def _line(rule: RuleInForce, scope: str, before: list[Hit | None], after: Hit | None) -> EffectLine:
    known = [hit for hit in (*before, after) if hit is not None]
    counts = [len(hit.counted) if hit else 0 for hit in before]
    told = after or known[0]
    now = len(after.counted) if after else 0
    verdict = WOULD_NOT if after is None else UNCHANGED if _is_as_before(after, before) else FIRES_NOW
    label = told.scope.label if told.scope else ""
    cases = sorted({matter.case_id for hit in known for matter in hit.counted})
    return EffectLine(rule.name, label, counts, now, verdict, cases)


def _is_as_before(after: Hit, before: Sequence[Hit | None]) -> bool:
    """Whether one of the records was flagged for just this; as many other matters are not the same."""
    return any(hit is not None and hit.evidence == after.evidence for hit in before)


def _hits(rule: RuleInForce, history: OfficerHistory) -> dict[str, Hit]:
    found = rules.apply(rule.slug, history, as_at=up_to_today(), parameters=rule.parameters)
    return {hit.scope_key: hit for hit in found}
