"""Keeping the roster by hand, one person at a time. Whole files go through the import."""

from datetime import date

from django.db import transaction
from django.db.models import F, Q

from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from officers.actions.checks import checked
from officers.models import Officer, OfficerAlias, Posting, Unit


@transaction.atomic
def add_officer(
    *,
    by: User,
    number: str,
    surname: str,
    forenames: str,
    kind: str = Officer.Kind.OFFICER,
    appointed_on: date | None = None,
    unit: Unit | None = None,
    rank: str = "",
) -> Officer:
    """Add a person to the roster, with their posting where one is known. Raises Refused."""
    require(by, Permission.ROSTER_EDIT)
    officer = Officer(
        number=number.strip(),
        surname=surname.strip(),
        forenames=forenames.strip(),
        kind=kind,
        appointed_on=appointed_on,
    )
    _refuse_second_number(officer.number)
    checked(officer).save()
    if unit or rank.strip():
        checked(Posting(officer=officer, unit=unit, rank=rank.strip(), starts_on=appointed_on)).save()
    record("officer.added", by=by, target=officer, after={"number": officer.number, "name": officer.name, "kind": kind})
    return officer


@transaction.atomic
def add_alias(*, by: User, officer: Officer, kind: str, value: str, note: str = "") -> OfficerAlias:
    """Keep another name or number that somebody is or was known by. Raises Refused."""
    require(by, Permission.ROSTER_EDIT, officer)
    alias = OfficerAlias(officer=officer, kind=kind, value=" ".join(value.split()), note=note.strip())
    checked(alias, field="value").save()
    record("officer.alias_added", by=by, target=officer, after={"kind": kind, "value": alias.value}, reason=alias.note)
    return alias


@transaction.atomic
def start_posting(
    *, by: User, officer: Officer, starts_on: date, unit: Unit | None, rank: str = "", supervisor: Officer | None = None
) -> Posting:
    """Post somebody from a day on; the posting they are in ends on that day. Raises Refused.

    Earlier postings are history and stay as they are: a new one cannot start before the latest did. A supervisor who
    signs in as a line manager sees the person's card for as long as the posting lasts.
    """
    require(by, Permission.ROSTER_EDIT, officer)
    Officer.objects.select_for_update().get(pk=officer.pk)
    latest = officer.postings.order_by(F("starts_on").desc(nulls_last=True), "-id").first()
    if latest and latest.starts_on and latest.starts_on >= starts_on:
        raise Refused("The day must be after the start of the latest posting.", field="starts_on")
    if supervisor == officer:
        raise Refused("Nobody supervises themselves.", field="supervisor")
    if unit is None and not rank.strip():
        raise Refused("Choose the unit, or enter the rank, that changes.", field="unit")
    running = officer.postings.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on))
    before = [_told(posting) for posting in running]
    running.update(ends_on=starts_on)
    made = Posting(officer=officer, unit=unit, rank=rank.strip(), starts_on=starts_on, supervisor=supervisor)
    posting = checked(made, field="starts_on")
    posting.save()
    touched = [supervisor] if supervisor else []
    record("officer.posted", by=by, target=officer, touched=touched, before={"postings": before}, after=_told(posting))
    return posting


def _refuse_second_number(number: str) -> None:
    """A number differs from another by more than its capitals: people type them either way."""
    if Officer.objects.filter(number__iexact=number).exists():
        raise Refused(
            "Somebody else already has this force number. Search for them before you add them.", field="number"
        )


def _told(posting: Posting) -> dict[str, object]:
    return {
        "unit": str(posting.unit or ""),
        "rank": posting.rank,
        "starts_on": posting.starts_on,
        "supervisor": posting.supervisor.number if posting.supervisor else "",
    }
