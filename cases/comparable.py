"""Past matters of the same kind, so that like is assessed alike: only those the asker may see."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch

from cases.models import AllegationSubject, Case, Decision, Outcome
from misconduct.accounts.models import User

MOST_SHOWN = 8
# Several people of one case who were dealt with alike count as one: so many are read to find that many.
_MOST_READ = 5 * MOST_SHOWN


@dataclass(frozen=True)
class Comparable:
    """An allegation of the same category, how serious it was taken to be, how it ended and when."""

    case: Case
    severity: Decision
    outcome: Outcome
    finalised_on: date | None


def comparable_to(pair: AllegationSubject, viewer: User) -> list[Comparable]:
    """The latest allegations of the same category with a severity and an outcome, in other cases.

    People of one case who were dealt with alike stand there once.
    """
    if pair.allegation.category_id is None:
        return []
    severity = Decision.objects.in_force().filter(kind=Decision.Kind.SEVERITY)
    outcomes = Outcome.objects.in_force()
    pairs = (
        AllegationSubject.objects.visible_to(viewer)
        .filter(
            Exists(severity.filter(pair=OuterRef("pk"))),
            Exists(outcomes.filter(pair=OuterRef("pk"))),
            allegation__category=pair.allegation.category_id,
        )
        .exclude(allegation__case=pair.allegation.case_id)
        .select_related("allegation__case")
        .prefetch_related(
            Prefetch("decisions", severity.select_related("value"), to_attr="severities"),
            Prefetch("outcomes", outcomes.select_related("value"), to_attr="endings"),
        )
        .order_by("-finalised_on", "-pk")[:_MOST_READ]
    )
    found: list = list(pairs)
    alike: dict[tuple[int, int, int], Comparable] = {}
    for one in found:
        case, severity_in_force, outcome = one.allegation.case, one.severities[0], one.endings[0]
        row = Comparable(case, severity_in_force, outcome, one.finalised_on)
        alike.setdefault((case.pk, severity_in_force.value_id, outcome.value_id), row)
    return list(alike.values())[:MOST_SHOWN]
