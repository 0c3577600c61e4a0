"""What can be decided on a flag, by whether it is about a person, a unit or a case, each with what it means."""

from cases.flags.models import FlagReview
from cases.flags.rules.history import About

_Decision = FlagReview.Decision

FITTING: dict[About, dict[FlagReview.Decision, str]] = {
    About.OFFICER: {
        _Decision.NO_ACTION: "The history has been read as a whole and shows no pattern that needs anything done",
        _Decision.WELFARE: "Somebody talks with the person about how they are and how the work is",
        _Decision.REFLECTIVE_PRACTICE: "The line manager is asked to start a reflective practice review",
        _Decision.COUNTER_CORRUPTION: "Intelligence may exist that this record does not hold",
        _Decision.VETTING: "The vetting unit is asked to look at the person's clearance",
        _Decision.REASSESS_SEVERITY: "An open case is assessed again in the light of the history",
        _Decision.MONITOR: "Look again on a date that you give below",
    },
    About.UNIT: {
        _Decision.NO_ACTION: "The cases have been read together and show nothing about the unit that needs doing",
        _Decision.TAKE_UP: "Somebody talks with the head of the unit about its work, its supervision and its calls",
        _Decision.WELFARE: "Somebody talks with the people of the unit about how they are and how the work is",
        _Decision.COUNTER_CORRUPTION: "Intelligence may exist that this record does not hold",
        _Decision.MONITOR: "Look again on a date that you give below",
    },
    About.CASE: {
        _Decision.NO_ACTION: "The case has been read and nothing about how it is run needs changing",
        _Decision.TAKE_UP: "Somebody agrees with the investigator what is to happen next, who does it and by when",
        _Decision.REASSESS_SEVERITY: "The case is assessed again by what is known now",
        _Decision.MONITOR: "Look again on a date that you give below",
    },
}
