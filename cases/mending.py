"""The page that mends what each guard of the workflow misses."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from cases.barred_list import owed
from cases.models import Case

Part = Callable[[Case], int | None]


@dataclass(frozen=True)
class Mend:
    """`may` is what the person must be allowed (see `cases.rights`). `part` finds what the page is about.

    Where there is no such part yet, as with proceedings that nobody has opened, it is done by `instead`.
    """

    may: str
    label: str
    page: str
    part: Part | None = None
    instead: "Mend | None" = None

    def found(self, case: Case) -> "tuple[Mend, str] | None":
        """What mends it in this case, with the address; nothing while no page does."""
        if self.part is None:
            return self, reverse(self.page, args=[case.pk])
        if (part := self.part(case)) is not None:
            return self, reverse(self.page, args=[case.pk, part])
        return self.instead.found(case) if self.instead else None


def _open_referral(case: Case) -> int | None:
    referral = case.referrals.standing().filter(determined_on__isnull=True).first()
    return referral.pk if referral else None


def _open_review(case: Case) -> int | None:
    review = case.reviews.filter(determined_on__isnull=True).first()
    return review.pk if review else None


def _open_recommendation(case: Case) -> int | None:
    reviews = case.reviews.filter(recommendations__isnull=False, recommendations__answered_on__isnull=True)
    return reviews.values_list("recommendations", flat=True).first()


def _uncategorised(case: Case) -> int | None:
    bare = case.allegations.filter(category=None, category_as_recorded="")
    return bare.order_by("number").values_list("number", flat=True).first()


def _proceeding(case: Case) -> int | None:
    """The proceedings that are furthest from their end; those with nothing left to do but wait come last."""
    for waiting in (case.proceedings.unconcluded(), case.proceedings.unreported(), case.proceedings.in_being()):
        if one := waiting.order_by("pk").first():
            return one.pk
    return None


def _owed_a_return(case: Case) -> int | None:
    subject = owed(case.subjects.all()).order_by("pk").first()
    return subject.pk if subject else None


_OPEN_PROCEEDINGS = Mend("proceed", "Open the proceedings", "proceedings:open")
_ALL_PROCEEDINGS = Mend("proceed", "See the proceedings", "proceedings:list")

# In the order in which it is offered. Every part of a case adds its own lines.
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
    "every_allegation_has_category": Mend("work", "Choose the category", "cases:allegation_category", _uncategorised),
    "every_severity_assessed": Mend("decide", "Assess severity", "cases:decisions"),
    "has_independent_investigator": Mend("work", "Declare conflicts of interest", "investigations:declare"),
    "has_terms_of_reference": Mend("assign", "Approve terms of reference", "investigations:terms"),
    "has_next_action": Mend("work", "Set a next action", "investigations:task_add"),
    "notices_served_or_withheld": Mend("work", "Serve the notices of investigation", "notices:list"),
    "has_report": Mend("work", "Submit the investigation report", "investigations:report_submit"),
    "every_opinion_given": Mend("opine", "Record your opinion", "cases:decisions"),
    "every_pair_decided": Mend("decide", "Decide whether there is a case to answer", "cases:decisions"),
    "every_forum_decided": Mend("decide", "Decide on the proceedings", "cases:decisions"),
    "concluded_and_reported": Mend(
        "proceed", "Go on with the proceedings", "proceedings:detail", _proceeding, _OPEN_PROCEEDINGS
    ),
    "every_finding_made": Mend("decide", "Record findings", "cases:decisions"),
    "every_presumption_answered": Mend("decide", "Answer the presumption of dismissal", "cases:decisions"),
    "every_pair_has_outcome": Mend("end", "Record outcomes", "cases:decisions"),
    "appeals_over": Mend("proceed", "See the proceedings", "proceedings:detail", _proceeding, _ALL_PROCEEDINGS),
    "barred_list_return_made": Mend("proceed", "Record the return", "proceedings:return_send", _owed_a_return),
    "review_determined": Mend("decide", "Record what the review determined", "reviews:determine", _open_review),
    "recommendations_answered": Mend("decide", "Answer a recommendation", "reviews:answer", _open_recommendation),
    "has_learning": Mend("work", "Record learning", "investigations:learning_add"),
    "everyone_told": Mend("work", "Log that the outcome was told", "contacts:log"),
    "subjects_notified": Mend("work", "Give notice of the outcome", "notices:list"),
    "review_time_has_run": Mend("work", "See the closure checklist", "closure:checklist"),
    "retention_decided": Mend("work", "Prepare to close the case", "closure:prepare"),
    "second_person_agreed": Mend("close", "See the closure checklist", "closure:checklist"),
}
