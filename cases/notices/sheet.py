"""What the pages of notices show, in a number of queries that does not grow with the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cases.guards.notices import subjects_to_notify
from cases.models import Case, Subject
from cases.notices import catalogue, facts
from cases.notices.applies import why_not
from cases.notices.catalogue import Audience, Template
from cases.notices.models import Notice, NoticeDraft, State, Withholding
from cases.notices.naming import may_read, shown_to
from misconduct.accounts.models import User


@dataclass(frozen=True)
class NoticeLine:
    """A notice in the list, as its viewer may know it."""

    notice: Notice
    recipient: str
    state: State
    given_on: date | None
    method: str
    is_readable: bool


@dataclass(frozen=True)
class DraftLine:
    """A notice being written."""

    draft: NoticeDraft
    title: str
    recipient: str


@dataclass(frozen=True)
class ToTell:
    """A subject who has not been told the assessment in force, and why not, if somebody said so.

    `revision` is the letter for somebody who was told an assessment before.
    """

    subject: Subject
    withholding: Withholding | None
    revision: Template | None


@dataclass(frozen=True)
class Offer:
    """A template that can be written now, or why not."""

    template: Template
    reason: str


@dataclass(frozen=True)
class Group:
    """The templates for one kind of reader."""

    heading: str
    can: Sequence[Offer]
    cannot: Sequence[Offer]


def notices(case: Case) -> QuerySet[Notice]:
    """The notices of a case, the newest first, with what a line shows."""
    return case.notices.select_related("case").for_list()


def line(notice: Notice, viewer: User, *, today: date) -> NoticeLine:
    """One notice of `notices`."""
    services = notice.standing_services()
    return NoticeLine(
        notice=notice,
        recipient=shown_to(notice, viewer),
        state=notice.state(today=today),
        given_on=notice.given_on(),
        method=services[0].method_label if services else "",
        is_readable=may_read(notice, viewer),
    )


def drafts(case: Case, viewer: User) -> list[DraftLine]:
    """The notices being written."""
    rows = case.notice_drafts.unfinished().select_related("subject__officer", "started_by")
    titles = catalogue.templates()
    return [DraftLine(row, titles[row.template].title, shown_to(row, viewer)) for row in rows if row.template in titles]


def to_tell(case: Case) -> list[ToTell]:
    """Subjects who have not been told the severity assessment in force."""
    withheld = {one.subject_id: one for one in case.withholdings.in_force().select_related("decided_by")}
    told = set(case.notices.served().telling_severity().order_by().values_list("subject", flat=True))
    revision = next(one for one in catalogue.templates().values() if one.overtakes)
    return [
        ToTell(subject, withheld.get(subject.pk), revision if subject.pk in told else None)
        for subject in subjects_to_notify(case)
    ]


def offers(known: facts.Known) -> list[Group]:
    """Every template by its reader: those that can be written for this case and subject, and why the others cannot."""
    offered = [Offer(one, _why_not(one, known)) for one in catalogue.templates().values()]
    return [
        Group(
            heading=str(audience.label),
            can=[one for one in offered if one.template.to == audience and not one.reason],
            cannot=[one for one in offered if one.template.to == audience and one.reason],
        )
        for audience in Audience
    ]


def _why_not(template: Template, known: facts.Known) -> str:
    if not known.by.has(template.permission):
        return "Your role does not issue this one."
    case = known.case
    reason = why_not(template, regime=case.regime, record_type=case.record_type, person=facts.person(known))
    return reason or ""
