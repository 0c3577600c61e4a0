"""Which body reviews a complaint, and by when it must be asked (SI 2020/2 regulation 29; domain notes §2.4).

The test of the body rests on memory of the law: confirm it with the force's solicitor before relying on it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

IOPC, LOCAL_POLICING_BODY = "iopc", "lpb"
DAYS_TO_APPLY = 28


@dataclass(frozen=True)
class AboutComplaint:
    """The facts that the choice of body turns on."""

    authority_is_local_policing_body: bool = False
    about_senior_officer: bool = False
    criminal_or_disciplinary: bool = False
    article_2_or_3: bool = False
    referred_or_should_have_been: bool = False
    same_incident_as_such_a_complaint: bool = False


_WHY = {
    "authority_is_local_policing_body": "the appropriate authority is the local policing body",
    "about_senior_officer": "it is about a senior officer",
    "criminal_or_disciplinary": "the conduct, if proved, could be criminal or disciplinary",
    "article_2_or_3": "the conduct, if proved, could breach Article 2 or 3",
    "referred_or_should_have_been": "it was referred to the IOPC, or should have been",
    "same_incident_as_such_a_complaint": "it arises from the same incident as such a complaint",
}


def review_body(facts: AboutComplaint) -> tuple[str, list[str]]:
    """The one body that reviews a complaint, and why it is the IOPC; no reasons for the local policing body."""
    why = [words for name, words in _WHY.items() if getattr(facts, name)]
    return (IOPC if why else LOCAL_POLICING_BODY), why


def last_day_to_apply(told_on: date, *, days_misdirected: int = 0) -> date:
    """28 days, the first being the day after the outcome was told. Days in the hands of the wrong body do not count."""
    return told_on + timedelta(days=DAYS_TO_APPLY + days_misdirected)


def is_in_time(applied_on: date, told_on: date, *, days_misdirected: int = 0) -> bool:
    return applied_on <= last_day_to_apply(told_on, days_misdirected=days_misdirected)
