"""How an allegation against a subject ended. A later outcome supersedes an earlier; neither is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from cases import ruling_facts
from cases.actions import checks, locking
from cases.actions.rulings import Stated, checked, put_in_force, put_on_record, refuse_at_the_gate
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.models import AllegationSubject, Case, Code, CodeList, Outcome
from cases.ruling_rules import outcomes as rules
from cases.ruling_rules import warnings
from cases.ruling_rules.facts import PairFacts
from cases.ruling_rules.stages import OUTCOME
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.core.errors import Refused

WARNING = "Warning"


@dataclass(frozen=True)
class Terms:
    """What belongs to some outcomes only: the days of a warning, the views on a reduction, a complaint's actions.

    `is_on_appeal` says that a body which decided an appeal put it in place of the panel's, and `is_at_withdrawal`
    that it comes with the withdrawal of a complaint, which ends one at whatever stage it is.
    """

    live_from: date | None = None
    live_to: date | None = None
    career_break_days: int = 0
    operational_views: str = ""
    complaint_actions: tuple[Code, ...] = ()
    is_on_appeal: bool = False
    is_at_withdrawal: bool = False


@transaction.atomic
def record_outcome(
    *,
    by: User,
    pair: AllegationSubject,
    value: Code,
    reasons: str,
    decided_on: date,
    authority: str = "",
    terms: Terms | None = None,
    version: int | None = None,
) -> Outcome:
    """Record the outcome, in place of the one in force, and the day the matter was settled. Raises Refused.

    A warning carries the days it is live; they are never worked out from its name.
    """
    case = pair.allegation.case
    require(by, Permission.OUTCOME_RECORD, case)
    case = locking.lock_open(case, version=version)
    terms = terms or Terms()
    if not terms.is_at_withdrawal:
        refuse_at_the_gate(case, pair, OUTCOME, by)
    stated = Stated(value, reasons, decided_on, authority)
    columns = checked(stated, case=case, code_list=CodeList.OUTCOME, noun="outcome")
    _refuse_unsound(stated, terms, ruling_facts.facts_of(pair, by), case)
    columns |= {
        "live_from": terms.live_from,
        "live_to": terms.live_to,
        "career_break_days": terms.career_break_days,
        "operational_views": terms.operational_views.strip(),
    }
    outcome, earlier = put_in_force(pair.outcomes.all(), Outcome.objects.create, pair=pair, decided_by=by, **columns)
    outcome.complaint_actions.set(terms.complaint_actions)
    _settle(pair, decided_on)
    if not terms.is_at_withdrawal:
        _tell_clocks(outcome, case, by)
    locking.save(case)
    put_on_record("outcome.recorded", outcome, earlier, by=by, **_said(terms))
    return outcome


def _settle(pair: AllegationSubject, day: date) -> None:
    pair.finalised_on = day
    pair.save(update_fields=["finalised_on"])


def _tell_clocks(outcome: Outcome, case: Case, by: User) -> None:
    """The outcome of the case is decided with the last outcome of all its pairs.

    What ends as withdrawn has no outcome to be told: whom the withdrawal was told is in its own record.
    """
    if outcome.decided_on and not case.allegations.without_outcome().exists():
        kind = MilestoneKind.OUTCOME_DECIDED
        milestones.reached(case=case, kind=kind, on=outcome.decided_on, by=by, source=outcome)


def _refuse_unsound(stated: Stated, terms: Terms, facts: PairFacts, case: Case) -> None:
    outcome = stated.value.code
    refuse = rules.refusal_on_appeal if terms.is_on_appeal else rules.refusal
    if refusal := refuse(facts, outcome):
        raise Refused(refusal, field="value")
    if outcome == rules.REDUCTION_IN_RANK and not terms.operational_views.strip():
        raise Refused(
            "Enter the views of the appropriate authority on the operational impact of a reduction in rank.",
            field="operational_views",
        )
    for action in terms.complaint_actions:
        checks.code_of(action, CodeList.COMPLAINT_ACTION, field="complaint_actions")
    if terms.complaint_actions and not facts.is_complaint:
        raise Refused("Only a complaint leads to these actions. Select none.", field="complaint_actions")
    _refuse_unsound_warning(stated, terms, facts.forum, case)


def _refuse_unsound_warning(stated: Stated, terms: Terms, forum: str, case: Case) -> None:
    live_from, live_to = terms.live_from, terms.live_to
    if stated.value.group != WARNING:
        if live_from or live_to:
            raise Refused("Only a warning is live for a time. Leave these dates empty.", field="live_from")
        return
    if live_from is None:
        raise Refused("Enter the day on which the warning starts.", field="live_from")
    if live_to is None:
        raise Refused("Enter the day on which the warning ends.", field="live_to")
    if live_to <= live_from:
        raise Refused("The warning must end after it starts.", field="live_to")
    length = warnings.length_of(stated.value.code, forum=forum, days=(stated.decided_on, case.received_on))
    refusal = length and warnings.refusal(
        length, live_from=live_from, live_to=live_to, career_break_days=terms.career_break_days
    )
    if refusal:
        raise Refused(refusal, field="live_to")


def _said(terms: Terms) -> Mapping[str, Any]:
    live = {"live_from": terms.live_from, "live_to": terms.live_to}
    actions = [str(action) for action in terms.complaint_actions]
    return {**live, "complaint_actions": actions} if actions else live
