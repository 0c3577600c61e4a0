"""Has everybody been told what they are investigated for? Asked through what hangs on the case, never by import."""

from typing import TYPE_CHECKING

from misconduct.core.wording import listed

if TYPE_CHECKING:
    from cases.models import Case, Subject

_SERIOUS = {"gross-misconduct", "misconduct"}
# Staff and volunteers are under procedures of their own, and the law before 2020 has no texts here.
_COVERED = ("officer", "special")
_FIRST_REGIME = "2020"


def subjects_to_notify(case: "Case") -> list["Subject"]:
    """Subjects whose newest severity assessment in force they have not been told, and need to be.

    Misconduct or more has to be told; anything else only to somebody who was told of an investigation before. An
    assessment that came with an import was told of elsewhere.
    """
    if case.regime < _FIRST_REGIME:
        return []
    told: dict[int, set[int | None]] = {}
    served = case.notices.filter(tells_severity=True, services__withdrawn_at=None, services__isnull=False)
    for subject_id, severity_id in served.values_list("subject", "severity"):
        told.setdefault(subject_id, set()).add(severity_id)
    return [
        subject
        for subject, decision, grade in _newest_severities(case)
        if decision not in told.get(subject.pk, set()) and (grade in _SERIOUS or subject.pk in told)
    ]


def notices_served_or_withheld(case: "Case") -> str | None:
    """The reason why not, where somebody has neither been told nor is kept from knowing for a recorded reason."""
    waiting = subjects_to_notify(case)
    if not waiting:
        return None
    withheld = set(case.withholdings.filter(ended_at=None).values_list("subject", flat=True))
    unserved = [subject for subject in waiting if subject.pk not in withheld]
    if not unserved:
        return None
    return f"Serve {listed(unserved)} notice of the severity assessment in force, or record why it is withheld."


def _newest_severities(case: "Case") -> list[tuple["Subject", int, str]]:
    """Each covered subject with the newest severity assessment in force, as its id and code."""
    subjects = {one.pk: one for one in case.subjects.select_related("officer") if _is_covered(one)}
    newest: dict[int, tuple[int, str]] = {}
    rows = (
        case.subjects.filter(
            pk__in=subjects,
            pairs__decisions__kind="severity",
            pairs__decisions__superseded_at=None,
            pairs__decisions__import_run=None,
        )
        .order_by("pairs__decisions__recorded_at", "pairs__decisions__pk")
        .values_list("pk", "pairs__decisions__pk", "pairs__decisions__value__code")
    )
    for subject_id, decision_id, code in rows:
        newest[subject_id] = (decision_id, code)
    return [(subjects[pk], *newest[pk]) for pk in sorted(newest)]


def _is_covered(subject: "Subject") -> bool:
    return subject.officer is not None and (subject.capacity or subject.officer.kind) in _COVERED
