"""Writing a notice before it is issued."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.actions import locking
from cases.contacts.models import Party
from cases.models import Case, Subject
from cases.notices import catalogue, deemed, facts
from cases.notices.applies import why_not
from cases.notices.catalogue import Audience, Template
from cases.notices.composing import cleaned
from cases.notices.models import Notice, NoticeDraft
from cases.notices.naming import key_of_party, told_as
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused


@dataclass(frozen=True)
class Recipient:
    """Who gets the letter and how. `party` is the party of the case that it goes to, where it is one."""

    name: str = ""
    address: str = ""
    email: str = ""
    method: str = ""
    party: Party | None = None


@dataclass(frozen=True)
class Writing:
    """What somebody filled in: the recipient, and each merge field by its key."""

    recipient: Recipient
    values: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def start(
    *,
    by: User,
    case: Case,
    template: Template,
    writing: Writing,
    subject: Subject | None = None,
    replaces: Notice | None = None,
    version: int | None = None,
) -> NoticeDraft:
    """Begin a notice. Raises Refused where it does not apply to this case or person, and ChangedMeanwhile."""
    require(by, Permission.NOTICE_ISSUE, case)
    case = locking.lock_open(case, version=version)
    refuse_what_does_not_apply(template, case=case, subject=subject, by=by)
    if replaces is not None and (replaces.case_id != case.pk or hasattr(replaces, "replaced_by")):
        raise Refused("That notice has already been replaced.")
    draft = NoticeDraft(
        case=case, template=template.slug, to=template.to, subject=subject, replaces=replaces, started_by=by
    )
    _fill_in(draft, writing)
    draft.save()
    locking.save(case)
    after = {"id": draft.pk, "notice": template.title, "recipient": told_as(draft)}
    record("notice.drafted", by=by, target=case, touched=officers_of(subject), after=after)
    return draft


@transaction.atomic
def revise(*, by: User, draft: NoticeDraft, writing: Writing, version: int | None = None) -> NoticeDraft:
    """Change what a draft says. Raises Refused for one that is finished, and ChangedMeanwhile."""
    require(by, Permission.NOTICE_ISSUE, draft.case)
    case = locking.lock_open(draft.case, version=version)
    draft = unfinished(draft)
    before = dict(draft.values)
    _fill_in(draft, writing)
    draft.save()
    locking.save(case)
    changed = [key for key, value in draft.values.items() if before.get(key, "") != value]
    after = {"id": draft.pk, "notice": catalogue.template(draft.template).title, "fields": changed}
    record("notice.redrafted", by=by, target=case, touched=officers_of(draft.subject), after=after)
    return draft


@transaction.atomic
def discard(*, by: User, draft: NoticeDraft, version: int | None = None) -> NoticeDraft:
    """Throw a draft away. It stays in the table, and can no longer be issued."""
    require(by, Permission.NOTICE_ISSUE, draft.case)
    case = locking.lock_open(draft.case, version=version)
    draft = unfinished(draft)
    draft.discarded_at = timezone.now()
    draft.save(update_fields=["discarded_at", "changed_at"])
    locking.save(case)
    after = {"id": draft.pk, "notice": catalogue.template(draft.template).title}
    record("notice.draft_discarded", by=by, target=case, touched=officers_of(draft.subject), after=after)
    return draft


def refuse_what_does_not_apply(template: Template, *, case: Case, subject: Subject | None, by: User) -> None:
    """Raises Refused where this notice is not for this case or person, NotAllowed where it is not for this writer."""
    require(by, template.permission)
    if subject is not None and subject.case_id != case.pk:
        raise Refused("Choose a subject of this case.")
    known = facts.read(case=case, subject=subject, by=by, today=timezone.localdate())
    reason = why_not(template, regime=case.regime, record_type=case.record_type, person=facts.person(known))
    if reason:
        raise Refused(reason)


def unfinished(draft: NoticeDraft) -> NoticeDraft:
    """The draft as it stands now. Raises Refused for one that was issued or thrown away."""
    held = NoticeDraft.objects.unfinished().select_related("case", "subject__officer").filter(pk=draft.pk).first()
    if held is None:
        raise Refused("This draft has already been issued or thrown away.")
    return held


def officers_of(subject: Subject | None) -> list[Any]:
    """The person on the roster whom a notice touches, for the log."""
    return [subject.officer] if subject is not None and subject.officer is not None else []


def _fill_in(draft: NoticeDraft, writing: Writing) -> None:
    template, regime = catalogue.template(draft.template), draft.case.regime
    recipient = writing.recipient
    methods = {one.slug for one in deemed.allowed(regime=regime, audience=Audience(draft.to))}
    if recipient.method and recipient.method not in methods:
        raise Refused("Choose a way to give it that the law of this case allows.", field="method")
    if recipient.party is not None and recipient.party.case_id != draft.case_id:
        raise Refused("Choose somebody of this case.")
    draft.recipient_name = recipient.name.strip()
    draft.recipient_address = recipient.address.replace("\r\n", "\n").strip()
    draft.recipient_email = recipient.email.strip()
    draft.about = key_of_party(recipient.party)
    draft.method = recipient.method
    draft.values = cleaned(dict(writing.values), template.asked(regime))
