"""How an invented matter ended, under the law of its day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from cases.demo.plan import PlannedAllegation, PlannedCase
from cases.models import Code, CodeList, Decision

IOPC_CATEGORIES_FROM = date(2020, 2, 1)
Codes = Mapping[tuple[str, str, str], Code]


@dataclass(frozen=True)
class Ending:
    """The decisions on one allegation against one subject, by kind, and its outcome with the months it is live."""

    decisions: Mapping[Decision.Kind, str]
    outcome: str
    scheme: str
    months: int = 0

    @property
    def is_dismissal(self) -> bool:
        return self.outcome == "dismissal-without-notice"


def ending_of(random: Random, case: PlannedCase, allegation: PlannedAllegation) -> Ending:
    """What became of one allegation of a case that has ended."""
    if case.is_public:
        return Ending({}, *_complaint(random, case, allegation))
    severity = "gross-misconduct" if allegation.kind.code[0] in "GJ" and random.random() < 0.6 else "misconduct"
    decisions = {Decision.Kind.SEVERITY: severity, Decision.Kind.CASE_TO_ANSWER: "no-case"}
    if not allegation.has_case_to_answer:
        return Ending(decisions, "no-case-to-answer", "conduct-2020")
    decisions[Decision.Kind.CASE_TO_ANSWER] = severity
    finding, outcome, scheme, months = _proceedings(random, case, severity)
    return Ending({**decisions, Decision.Kind.FINDING: finding}, outcome, scheme, months)


def _complaint(random: Random, case: PlannedCase, allegation: PlannedAllegation) -> tuple[str, str]:
    if allegation.withdrawn:
        return "withdrawn", "complaint-2020"
    if case.ends_on < IOPC_CATEGORIES_FROM:
        return ("management-advice" if allegation.has_case_to_answer else "local-resolution"), "conduct-2012"
    if allegation.has_case_to_answer:
        return random.choice(("service-not-acceptable", "service-not-acceptable", "learning")), "complaint-2020"
    return random.choice(
        ("service-acceptable", "service-acceptable", "resolved", "no-further-action")
    ), "complaint-2020"


def _proceedings(random: Random, case: PlannedCase, severity: str) -> tuple[str, str, str, int]:
    """Finding, outcome, its scheme and the months a warning is live. Warnings ran 12 and 18 months before 2020."""
    is_old = case.ends_on < IOPC_CATEGORIES_FROM
    drawn = random.random()
    if drawn < 0.16:
        return "not-proven", "dismissed", "conduct-2020", 0
    if severity == "gross-misconduct" and drawn < 0.6:
        return "gross-misconduct", "dismissal-without-notice", "conduct-2020", 0
    if drawn < 0.55:
        return (
            ("misconduct", "management-action", "conduct-2012", 0)
            if is_old
            else ("misconduct", "rprp", "conduct-2020", 0)
        )
    if drawn < 0.88:
        warning = (
            ("written-warning-12-months", "conduct-2012", 12) if is_old else ("written-warning", "conduct-2020", 18)
        )
    elif is_old:
        warning = ("final-written-warning-18-months", "conduct-2012", 18)
    else:
        warning = ("final-written-warning", "conduct-2020", 24)
    return "misconduct", *warning


def category_of(case: PlannedCase, allegation: PlannedAllegation, codes: Codes) -> Code:
    """The category in the code list of the day the case was received."""
    scheme, code = "iopc-2020", allegation.kind.code
    if case.received_on < IOPC_CATEGORIES_FROM:
        scheme, code = "legacy-2008", allegation.kind.legacy
    return codes[CodeList.CATEGORY, scheme, code]


def load_codes() -> Codes:
    """Every code by list, scheme and code."""
    return {(code.code_list, code.scheme, code.code): code for code in Code.objects.all()}
