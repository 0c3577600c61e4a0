"""The one thing to be done next in proceedings, as the button of their page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from cases.clocks.kinds import MilestoneKind as Reached
from cases.proceedings import facts
from cases.proceedings.actions.publications import STAYS_UP
from cases.proceedings.models import Proceeding, Publication, Sitting
from misconduct.core.wording import uk_date


@dataclass(frozen=True)
class NextAction:
    label: str
    url: str


def next_action(proceeding: Proceeding) -> NextAction | None:
    """The first thing that is still to be done; nothing once there is none."""
    if proceeding.stopped_on:
        return None
    return next(_open_actions(proceeding), None)


def _open_actions(proceeding: Proceeding) -> Iterator[NextAction]:
    reached = facts.reached(proceeding)
    if Reached.PROCEEDINGS_CONCLUDED not in reached:
        if Reached.PROCEEDINGS_NOTICE_SERVED not in reached:
            yield _step(proceeding, "notice_served", "Record that the notice was served")
        yield from _panel(proceeding)
        yield from _papers(proceeding, reached)
        yield from _sitting(proceeding)
        yield from _rulings(proceeding)
        yield _step(proceeding, "concluded", "Record that the proceedings are concluded")
        return
    yield from _afterwards(proceeding, reached)


def _panel(proceeding: Proceeding) -> Iterator[NextAction]:
    objection = proceeding.objections.filter(decided_on__isnull=True).first()
    if objection:
        yield _row(proceeding, "objection_decide", objection.pk, "Decide the objection")
    silent = proceeding.panel.serving().filter(has_interest__isnull=True).first()
    if silent:
        yield _row(proceeding, "declare", silent.pk, f"Ask {silent.name} about interests")
    if any(gap.startswith("The panel still needs") for gap in facts.panel_gaps(proceeding)):
        yield _page(proceeding, "appoint", "Appoint to the panel")


def _papers(proceeding: Proceeding, reached: dict) -> Iterator[NextAction]:
    if proceeding.kind == Proceeding.Kind.ACCELERATED:
        return
    if Reached.PAPERS_SERVED not in reached:
        yield _step(proceeding, "papers_served", "Record that the papers were served")
    if Reached.PROCEEDINGS_RESPONSE not in reached:
        answered = proceeding.responses.values("subject")
        silent = proceeding.subjects.exclude(subject__in=answered).first()
        if silent:
            yield _row(proceeding, "respond", silent.pk, f"Record the response of {silent.subject}")
    if Reached.WITNESS_LISTS_EXCHANGED not in reached:
        yield _step(proceeding, "lists_exchanged", "Record that the witness lists were exchanged")
    if Reached.BUNDLE_SENT not in reached:
        yield _step(proceeding, "bundle_sent", "Record that the bundle went to the chair")


def _sitting(proceeding: Proceeding) -> Iterator[NextAction]:
    to_come = proceeding.sittings.to_come().first()
    if to_come and to_come.purpose == Sitting.Purpose.MAIN and to_come.sits_on > timezone.localdate():
        yield from _notice_of_hearing(proceeding)
    if to_come:
        yield _row(proceeding, "sitting_hold", to_come.pk, f"Record the sitting of {uk_date(to_come.sits_on)}")
    last = proceeding.sittings.held().filter(purpose="main").last()
    if last is None or last.adjourned_reason:
        yield _page(proceeding, "sitting_add", "Fix a day")


def _notice_of_hearing(proceeding: Proceeding) -> Iterator[NextAction]:
    """The public is told of a hearing before it starts. Of one that has started nobody is told any more."""
    if proceeding.is_meeting:
        return
    kind = Publication.Kind.HEARING_NOTICE
    notice = proceeding.publications.filter(kind=kind, superseded_at__isnull=True).first()
    if notice is None:
        yield _page(proceeding, "publication", "Decide on publication of the notice of the hearing", kind.value)
    elif not notice.published_on and not notice.is_dispensed_with:
        yield _row(proceeding, "publication_up", notice.pk, "Record that the notice of the hearing was published")


def _rulings(proceeding: Proceeding) -> Iterator[NextAction]:
    decisions = reverse("cases:decisions", args=[proceeding.case_id])
    if facts.without_finding(proceeding).exists():
        yield NextAction("Record the findings", decisions)
    if facts.without_outcome(proceeding).exists():
        yield NextAction("Record the outcomes", decisions)


def _afterwards(proceeding: Proceeding, reached: dict) -> Iterator[NextAction]:
    appeal = proceeding.appeals.undetermined().first()
    if appeal:
        yield _row(proceeding, "appeal_decide", appeal.pk, "Record the decision on the appeal")
    owed = proceeding.appeals.awaiting_result().first()
    if owed:
        yield _row(proceeding, "appeal_outcome", owed.pk, "Record the new outcome after the appeal")
    if Reached.PANEL_REPORTED not in reached:
        yield _step(proceeding, "report_sent", "Record that the panel’s report was sent")
    if Reached.OUTCOME_NOTIFIED not in reached:
        yield _step(proceeding, "outcome_notified", "Record that the officer was told of the outcome")
    if proceeding.is_meeting:
        return
    if Reached.RECORD_KEPT not in reached:
        yield _step(proceeding, "record_kept", "Record where the verbatim record is kept")
    yield from _publication(proceeding)


def _publication(proceeding: Proceeding) -> Iterator[NextAction]:
    kind = Publication.Kind.OUTCOME_REPORT
    report = proceeding.publications.filter(kind=kind, superseded_at__isnull=True).first()
    if report is None:
        yield _page(proceeding, "publication", "Decide on publication of the outcome", kind.value)
    elif report.published_on and not report.taken_down_on and _stayed_up(proceeding):
        yield _row(proceeding, "publication_down", report.pk, "Record that the report was taken down")
    elif not report.published_on and not report.is_dispensed_with:
        yield _row(proceeding, "publication_up", report.pk, "Record that the outcome was published")


def _stayed_up(proceeding: Proceeding) -> bool:
    """Whether the report has been public for as long as the law asks."""
    today = timezone.localdate()
    line = next(one for one in facts.steps_of(proceeding, today=today) if one.line.step == STAYS_UP)
    return line.not_before is None or today >= line.not_before


def _step(proceeding: Proceeding, kind: str, label: str) -> NextAction:
    return _page(proceeding, "step", label, kind)


def _page(proceeding: Proceeding, name: str, label: str, *words: str) -> NextAction:
    return NextAction(label, reverse(f"proceedings:{name}", args=[proceeding.case_id, proceeding.pk, *words]))


def _row(proceeding: Proceeding, name: str, pk: int, label: str) -> NextAction:
    return NextAction(label, reverse(f"proceedings:{name}", args=[proceeding.case_id, pk]))
