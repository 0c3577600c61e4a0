"""A case on its way in: answers are kept one by one and turned into a case once."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from django.db import models, transaction

from cases.actions import logging
from cases.actions.allegations import AllegationDetails
from cases.actions.subjects import SubjectDetails
from cases.models import Case, CaseDraft
from cases.stages import RecordType
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import ChangedMeanwhile, OutOfScope, Refused

Section = Literal["subjects", "allegations"]


@transaction.atomic
def start(*, record_type: RecordType, by: User) -> CaseDraft:
    """Open a draft with its first answer."""
    require(by, Permission.CASE_LOG)
    draft = CaseDraft.objects.create(user=by, answers={"record_type": RecordType(record_type).value})
    record("case_draft.started", by=by, target=draft)
    return draft


@transaction.atomic
def answer(*, draft: CaseDraft, answers: Mapping[str, Any], by: User) -> CaseDraft:
    """Keep answers, over earlier ones to the same questions. Dates and records are kept as ISO dates and ids.

    Raises Refused once the case is logged, OutOfScope for a draft of somebody else or one thrown away.
    """
    kept = _unfinished(draft, by)
    kept.answers = {**kept.answers, **{name: _plain(value) for name, value in answers.items()}}
    return _saved(kept, by=by, answered=answers)


@transaction.atomic
def put_entry(*, draft: CaseDraft, section: Section, entry: Mapping[str, Any], by: User, key: str = "") -> str:
    """Add a subject or an allegation, or replace the one of that key. Gives its key. Raises as `answer` does."""
    kept = _unfinished(draft, by)
    entries = list(kept.answers.get(section, ()))
    new = {**{name: _plain(value) for name, value in entry.items()}, "key": key or uuid.uuid4().hex[:8]}
    if any(held["key"] == key for held in entries):
        entries = [new if held["key"] == key else held for held in entries]
    elif not _is_held(new, entries):
        entries.append(new)
    kept.answers = {**kept.answers, section: entries}
    _saved(kept, by=by, answered=(section,))
    return str(new["key"])


@transaction.atomic
def remove_entry(*, draft: CaseDraft, section: Section, key: str, by: User) -> CaseDraft:
    """Take out a subject or an allegation; an allegation loses a subject that is taken out. Raises as `answer`."""
    kept = _unfinished(draft, by)
    kept.answers = {**kept.answers, section: [held for held in kept.answers.get(section, ()) if held["key"] != key]}
    if section == "subjects":
        kept.answers["allegations"] = [
            {**held, "subjects": [subject for subject in held.get("subjects", ()) if subject != key]}
            for held in kept.answers.get("allegations", ())
        ]
    return _saved(kept, by=by, answered=(section,))


@transaction.atomic
def discard(*, draft: CaseDraft, by: User) -> None:
    """Throw a draft away. Raises as `answer` does: a logged case cannot be thrown away."""
    kept = _unfinished(draft, by)
    record("case_draft.discarded", by=by, target=kept)
    kept.delete()


@transaction.atomic
def log(
    *,
    draft: CaseDraft,
    read_at: datetime,
    by: User,
    facts: Mapping[str, Any],
    subjects: Sequence[SubjectDetails],
    allegations: Sequence[AllegationDetails],
) -> Case:
    """Make the case of a draft, once: a second call gives the case that the first one made.

    `read_at` is the draft's `updated_at` when its answers were checked, `facts` what `log_case` takes beside subjects
    and allegations. The answers are emptied: from here on they live in the case alone. Raises ChangedMeanwhile when an
    answer was changed since, and whatever `log_case` raises.
    """
    kept = _locked(draft, by)
    if kept.case is not None:
        return kept.case
    if kept.updated_at != read_at:
        raise ChangedMeanwhile("An answer was changed in another window. Check them again.")
    kept.case = logging.log_case(by=by, **facts, subjects=subjects, allegations=allegations)
    kept.answers = {}
    kept.save(update_fields=["answers", "case", "updated_at"])
    return kept.case


def _unfinished(draft: CaseDraft, by: User) -> CaseDraft:
    """The draft, locked; refused when its case is logged."""
    kept = _locked(draft, by)
    if kept.case_id is not None:
        raise Refused("This case is already logged. Change it on its own page.")
    return kept


def _locked(draft: CaseDraft, by: User) -> CaseDraft:
    """The draft as it is now, locked to the end of the transaction; OutOfScope when it is not theirs or is gone."""
    require(by, Permission.CASE_LOG)
    kept = CaseDraft.objects.visible_to(by).select_for_update().filter(pk=draft.pk).first()
    if kept is None:
        raise OutOfScope(f"No draft {draft.pk} within sight.")
    return kept


def _saved(draft: CaseDraft, *, by: User, answered: Iterable[str]) -> CaseDraft:
    draft.save(update_fields=["answers", "updated_at"])
    record("case_draft.saved", by=by, target=draft, after={"answered": sorted(answered)})
    return draft


def _is_held(new: Mapping[str, Any], entries: Iterable[Mapping[str, Any]]) -> bool:
    """Whether this very person, or the organisation, is on the list already: a second click adds nobody twice."""
    if new.get("kind") not in {"identified", "organisational"}:
        return False
    return any((held.get("kind"), held.get("officer")) == (new["kind"], new.get("officer")) for held in entries)


def _plain(value: Any) -> Any:
    """The value as JSON holds it: ISO dates, ids for records, lists for what holds several."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, models.QuerySet | list | tuple):
        return [_plain(each) for each in value]
    return value
