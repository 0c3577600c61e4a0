"""What can be done next with a case, as buttons: the first leads, but nothing urges to re-open a closed case."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from cases.actions.transitions import Move
from cases.guards import gates
from cases.models import Case
from cases.stages import Ending


@dataclass(frozen=True)
class Step:
    """One button: a link to a page, or (`is_button`) a move made on the spot."""

    label: str
    url: str
    is_button: bool = False
    is_primary: bool = False
    is_aside: bool = False


@dataclass(frozen=True)
class Mend:
    """The page that mends what a guard misses. `may` is what the person must be allowed (see `CasePage.may`)."""

    may: str
    label: str
    page: str
    part: Callable[[Case], int | None] | None = None

    def address(self, case: Case) -> str | None:
        """Where it is done; a page about a part of the case, such as its referral, is none until there is one."""
        if self.part is None:
            return reverse(self.page, args=[case.pk])
        part = self.part(case)
        return None if part is None else reverse(self.page, args=[case.pk, part])


def _open_referral(case: Case) -> int | None:
    referral = case.referrals.standing().filter(determined_on__isnull=True).first()
    return referral.pk if referral else None


def _open_review(case: Case) -> int | None:
    review = case.reviews.filter(determined_on__isnull=True).first()
    return review.pk if review else None


def _open_recommendation(case: Case) -> int | None:
    reviews = case.reviews.filter(recommendations__isnull=False, recommendations__answered_on__isnull=True)
    return reviews.values_list("recommendations", flat=True).first()


# What mends each guard of the workflow, in the order in which it is offered. Every part of a case adds its own lines.
MENDED_BY: dict[str, Mend] = {
    "has_investigator": Mend("assign", "Assign an investigator", "cases:assign"),
    "triage_facts_recorded": Mend("work", "Record triage facts", "triage:facts"),
    "referral_considered": Mend("refer", "Check for referral to the IOPC", "triage:referral_check"),
    "schedule_3_decided": Mend("work", "Decide on Schedule 3", "triage:schedule_3"),
    "outside_schedule_3_only_unreferred": Mend("work", "Decide on Schedule 3 again", "triage:schedule_3"),
    "referral_sent": Mend("refer", "Record that the referral was sent", "triage:referral_send", _open_referral),
    "referral_answered": Mend("refer", "Record the IOPC’s decision", "triage:referral_answer", _open_referral),
    "form_of_investigation_set": Mend("refer", "Set the form of the investigation", "triage:investigation_form"),
    "has_allegation": Mend("work", "Add an allegation", "cases:allegation_add"),
    "every_allegation_has_subject": Mend("work", "Add a subject", "cases:subject_add"),
    "has_independent_investigator": Mend("work", "Declare conflicts of interest", "investigations:declare"),
    "has_terms_of_reference": Mend("assign", "Approve terms of reference", "investigations:terms"),
    "has_next_action": Mend("work", "Set a next action", "investigations:task_add"),
    "has_report": Mend("work", "Submit the investigation report", "investigations:report_submit"),
    "review_determined": Mend("decide", "Record what the review determined", "reviews:determine", _open_review),
    "recommendations_answered": Mend("decide", "Answer a recommendation", "reviews:answer", _open_recommendation),
    "every_pair_has_outcome": Mend("end", "Record outcomes", "cases:decisions"),
    "notices_served_or_withheld": Mend("work", "Serve the notices of investigation", "notices:list"),
    "has_learning": Mend("work", "Record learning", "investigations:learning_add"),
    "everyone_told": Mend("work", "Log that the outcome was told", "contacts:log"),
    "subjects_notified": Mend("work", "Give notice of the outcome", "notices:list"),
    "review_time_has_run": Mend("work", "See the closure checklist", "closure:checklist"),
    "retention_decided": Mend("work", "Prepare the end of the case", "closure:prepare"),
    "second_person_agreed": Mend("close", "See the closure checklist", "closure:checklist"),
}


_TRIAGED = {guard.__name__ for guard in gates.TRIAGED}


def next_steps(case: Case, moves: Sequence[Move], may: Mapping[str, bool]) -> list[Step]:
    """First what mends whatever blocks the case, then the moves that can be made, then a change of investigator."""
    course = ahead(moves)
    missing = {block.guard for move in course for block in move.blocks}
    if case.investigator_id is None and case.is_open:
        missing.add("has_investigator")
    steps = [
        Step(mend.label, address)
        for guard, mend in MENDED_BY.items()
        if guard in missing and may.get(mend.may) and (address := mend.address(case))
    ]
    possible = [
        _move(case, move) for move in [*course, *(one for one in moves if one not in course)] if move.is_allowed
    ]
    steps += [step for step in possible if not step.is_aside]
    if case.investigator_id and may["assign"]:
        steps.append(Step("Change the investigator", reverse("cases:assign", args=[case.pk])))
    steps += [step for step in possible if step.is_aside]
    if any(move.transition.ending and not move.is_allowed and move not in course for move in moves):
        steps.append(Step("To end the case here, see the closure checklist", _checklist(case), is_aside=True))
    return [replace(step, is_primary=place == 0 and case.is_open) for place, step in enumerate(steps)]


def ahead(moves: Sequence[Move]) -> list[Move]:
    """The moves of the ordinary course. While a case can still go on, its ends do not ask for what only they need.

    A complaint that was decided to be handled outside Schedule 3 is there to be put right and closed: that comes first.
    """
    ordinary = [move for move in moves if not move.transition.is_aside]
    outside = [move for move in ordinary if _is_handled_outside(move)]
    onward = [move for move in ordinary if not move.transition.ending]
    return [*outside, *onward] if onward else ordinary


def _is_handled_outside(move: Move) -> bool:
    return move.transition.ending is Ending.HANDLED_OUTSIDE and not _TRIAGED & {block.guard for block in move.blocks}


def _checklist(case: Case) -> str:
    return reverse("closure:checklist", args=[case.pk])


def _move(case: Case, move: Move) -> Step:
    one = move.transition
    page, more = (one.page, []) if one.page else ("cases:advance", [one.name])
    url = reverse(page, args=[case.pk, *more])
    return Step(one.label, url, is_button=not (one.page or one.needs_note or one.is_aside), is_aside=one.is_aside)
