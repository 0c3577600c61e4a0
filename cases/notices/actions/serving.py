"""Recording that a notice was given: how, when, from which day it counts, and what proves it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.clocks.actions import milestones
from cases.flags.actions.requests import request_evaluation
from cases.notices import catalogue, deemed
from cases.notices.actions.drafts import officers_of
from cases.notices.catalogue import Audience, Settles
from cases.notices.models import Notice, Service
from cases.notices.naming import party_of, told_as
from cases.periods.actions import confirming
from cases.proceedings.actions import telling
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.wording import uk_date


@transaction.atomic
def serve(
    *, by: User, notice: Notice, method: str, sent_at: datetime, proof: str, version: int | None = None
) -> Service:
    """Record that an issued notice was given, and set what it is a milestone of. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.NOTICE_ISSUE, notice.case)
    case = locking.lock_open(notice.case, version=version)
    allowed = {one.slug: one for one in deemed.allowed(regime=notice.regime, audience=Audience(notice.to))}
    if method not in allowed:
        raise Refused("Choose a way to give it that the law of this case allows.", field="method")
    _refuse_unsound_time(notice, sent_at)
    service = Service.objects.create(
        notice=notice,
        method=method,
        sent_at=sent_at,
        given_on=allowed[method].given_on(sent_at),
        proof=checks.said(proof, field="proof", message="Enter what proves that it was given."),
        recorded_by=by,
    )
    _lift_withholding(notice)
    _reach_milestone(service, by=by)
    _settle(notice, by=by)
    request_evaluation(officer_ids=[officer.pk for officer in officers_of(notice.subject)])
    locking.save(case)
    after = {
        "id": service.pk,
        "notice": notice.title,
        "number": notice.number,
        "recipient": told_as(notice),
        "method": service.method_label,
        "sent_at": sent_at,
        "given_on": service.given_on,
        "proof": service.proof,
    }
    record("notice.served", by=by, target=case, touched=officers_of(notice.subject), after=after)
    return service


@transaction.atomic
def acknowledge(*, by: User, service: Service, acknowledged_on: date, version: int | None = None) -> Service:
    """Record that the recipient confirmed having it. Raises Refused, ChangedMeanwhile."""
    notice = service.notice
    require(by, Permission.NOTICE_ISSUE, notice.case)
    case = locking.lock_open(notice.case, version=version)
    service = _standing(service)
    if not timezone.localdate(service.sent_at) <= acknowledged_on <= timezone.localdate():
        sent = uk_date(service.sent_at)
        raise Refused(f"The day must be between {sent}, when it was sent, and today.", field="acknowledged_on")
    service.acknowledged_on = acknowledged_on
    service.save(update_fields=["acknowledged_on"])
    locking.save(case)
    after = {"id": service.pk, "notice": notice.title, "number": notice.number, "acknowledged_on": acknowledged_on}
    record("notice.acknowledged", by=by, target=case, touched=officers_of(notice.subject), after=after)
    return service


@transaction.atomic
def take_back(*, by: User, service: Service, reason: str, version: int | None = None) -> Service:
    """Take back a service recorded in error, with everything that counts from it. Raises Refused, ChangedMeanwhile."""
    notice = service.notice
    require(by, Permission.NOTICE_ISSUE, notice.case)
    case = locking.lock_open(notice.case, version=version)
    service = _standing(service)
    service.withdrawn_reason = checks.said(reason, field="reason", message="Enter the reason.")
    service.withdrawn_at = timezone.now()
    service.save(update_fields=["withdrawn_reason", "withdrawn_at"])
    milestones.undone(source=notice)
    for standing in notice.services.standing():
        _reach_milestone(standing, by=by)
    _settle(notice, by=by)
    request_evaluation(officer_ids=[officer.pk for officer in officers_of(notice.subject)])
    locking.save(case)
    after = {"id": service.pk, "notice": notice.title, "number": notice.number, "given_on": service.given_on}
    record(
        "notice.service_taken_back",
        by=by,
        target=case,
        touched=officers_of(notice.subject),
        after=after,
        reason=service.withdrawn_reason,
    )
    return service


def _refuse_unsound_time(notice: Notice, sent_at: datetime) -> None:
    if sent_at > timezone.now():
        raise Refused("The time must be now or in the past.", field="sent_on")
    # A time is given by the minute.
    if sent_at < notice.issued_at.replace(second=0, microsecond=0):
        raise Refused("It cannot have been given before it was issued.", field="sent_on")
    if hasattr(notice, "replaced_by"):
        raise Refused(f"It was replaced by {notice.replaced_by.reference}. Give that one.")


def _lift_withholding(notice: Notice) -> None:
    if notice.tells_severity and notice.subject is not None:
        notice.subject.withholdings.in_force().update(ended_at=timezone.now())


def _reach_milestone(service: Service, *, by: User) -> None:
    """The milestone of a notice is reached on the first day on which it counts as given."""
    notice = service.notice
    kind = catalogue.template(notice.template).milestone
    if kind is None:
        return
    given_on = min(one.given_on for one in notice.services.standing())
    about = notice.subject if notice.to == Audience.SUBJECT else party_of(notice, notice.case_id)
    milestones.reached(case=notice.case, kind=kind, on=given_on, by=by, about=about, source=notice)


def _settle(notice: Notice, *, by: User) -> None:
    """What the giving of this letter is elsewhere takes the day from here."""
    settles, subject = catalogue.template(notice.template).settles, notice.subject
    if subject is None or settles is None:
        return
    if settles is Settles.SUSPENSION and subject.officer:
        confirming.follow_letters(case=notice.case, officer=subject.officer, by=by)
    elif settles is Settles.PROCEEDINGS:
        for proceeding in notice.case.proceedings.in_being().filter(subjects__subject=subject):
            telling.follow_letters(proceeding, by=by)


def _standing(service: Service) -> Service:
    held = Service.objects.standing().select_related("notice__case").filter(pk=service.pk).first()
    if held is None:
        raise Refused("This service has already been taken back.")
    return held
