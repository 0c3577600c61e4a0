"""What must be decided before a case goes to its decision, to proceedings and to its end (§2.5, rows 6 to 9)."""

from typing import TYPE_CHECKING

from cases.guards import rulings

if TYPE_CHECKING:
    from cases.models import Case


def every_opinion_given(case: "Case") -> str | None:
    lacking = rulings.in_procedure(case).without_decision("opinion")
    return rulings.missing(lacking, "Record the investigator’s opinion on {}.")


def every_pair_decided(case: "Case") -> str | None:
    lacking = rulings.in_procedure(case).without_decision("case_to_answer")
    return rulings.missing(lacking, "Record whether the appropriate authority finds a case to answer on {}.")


def every_forum_decided(case: "Case") -> str | None:
    lacking = rulings.in_procedure(case).without_decision("forum")
    return rulings.missing(lacking, "Record to which proceedings, if any, {} goes.")


def every_finding_made(case: "Case") -> str | None:
    lacking = rulings.in_procedure(case).sent_to_proceedings().without_decision("finding")
    return rulings.missing(lacking, "Record the finding on {}.")


def every_presumption_answered(case: "Case") -> str | None:
    lacking = rulings.in_procedure(case).under_presumption().without_decision("presumption")
    return rulings.missing(lacking, "Record on {} whether the presumption of dismissal is applied or displaced.")
