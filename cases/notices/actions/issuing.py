"""Making a draft into a notice that never changes again, and handing out its pages."""

import hashlib
import hmac

from django.db import transaction
from django.utils import timezone

from cases.actions import locking
from cases.models import Decision
from cases.notices import facts
from cases.notices.actions.drafts import officers_of, refuse_what_does_not_apply, unfinished
from cases.notices.composing import Composed, compose
from cases.notices.models import Notice, NoticeDraft, NoticeFile
from cases.notices.naming import is_private, told_as
from cases.notices.pdf import as_pdf
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.models import Result
from misconduct.audit.record import record
from misconduct.core.errors import Refused


@transaction.atomic
def issue(*, by: User, draft: NoticeDraft, version: int | None = None) -> Notice:
    """Issue a notice: its words, its PDF and the hash of it are kept from now on, and the database lets none change.

    Raises Refused while a field is missing (naming each), for what no longer applies, and for a finished draft.
    """
    require(by, Permission.NOTICE_ISSUE, draft.case)
    case = locking.lock_open(draft.case, version=version)
    draft = unfinished(draft)
    draft.case = case
    _refuse_replaced(draft)
    known = facts.read(case=case, subject=draft.subject, by=by, today=timezone.localdate())
    composed = compose(draft, known, at=timezone.now())
    refuse_what_does_not_apply(composed.template, case=case, subject=draft.subject, by=by)
    if composed.missing:
        labels = "; ".join(one.label for one in composed.missing)
        raise Refused(f"It cannot be issued yet. Missing: {labels}.")
    number = case.notices.count() + 1
    pdf = as_pdf(composed.letter(draft, number=number))
    notice = _kept(draft, composed, number=number, pdf=pdf, by=by, severity=facts.severity_in_force(known))
    NoticeFile.objects.create(notice=notice, pdf=pdf)
    draft.notice = notice
    draft.save(update_fields=["notice", "changed_at"])
    locking.save(case)
    _put_on_record(notice, by=by)
    return notice


@transaction.atomic
def preview(*, by: User, draft: NoticeDraft) -> bytes:
    """The pages of a draft, marked as one. Putting it on record is all that it writes. Raises Refused."""
    require(by, Permission.NOTICE_ISSUE, draft.case)
    draft = unfinished(draft)
    known = facts.read(case=draft.case, subject=draft.subject, by=by, today=timezone.localdate())
    composed = compose(draft, known, at=timezone.now())
    pdf = as_pdf(composed.letter(draft, number=None))
    after = {"id": draft.pk, "notice": composed.template.title}
    record("notice.previewed", by=by, target=draft.case, touched=officers_of(draft.subject), after=after)
    return pdf


def download(*, by: User, notice: Notice) -> bytes:
    """The PDF as it was issued. Raises Refused, on record, where its bytes are not those that were issued."""
    require(by, Permission.CASE_WORK if is_private(notice) else Permission.CASE_VIEW, notice)
    pdf = bytes(notice.file.pdf)
    found = hashlib.sha256(pdf).hexdigest()
    after = {"id": notice.pk, "notice": notice.title, "number": notice.number, "sha256": notice.sha256}
    touched = officers_of(notice.subject)
    if not hmac.compare_digest(found, notice.sha256):
        after["found_sha256"] = found
        record("notice.file_refused", by=by, target=notice.case, touched=touched, after=after, result=Result.DENIED)
        raise Refused(
            "The stored file is not the one that was issued, so it is not handed out. "
            "Tell whoever runs this system: the log holds both fingerprints."
        )
    record("notice.downloaded", by=by, target=notice.case, touched=touched, after=after)
    return pdf


def _refuse_replaced(draft: NoticeDraft) -> None:
    """Of two letters written in place of one, the first that is issued takes it."""
    later = Notice.objects.filter(replaces=draft.replaces).first() if draft.replaces else None
    if later:
        number = later.number
        raise Refused(f"N{number} has already taken the place of that notice. Write one in place of N{number} instead.")


def _kept(
    draft: NoticeDraft, composed: Composed, *, number: int, pdf: bytes, by: User, severity: Decision | None
) -> Notice:
    template, regime = composed.template, draft.case.regime
    return Notice.objects.create(
        case=draft.case,
        subject=draft.subject,
        number=number,
        template=template.slug,
        template_version=template.version,
        template_sha256=template.fingerprint(regime),
        title=template.title,
        regime=regime,
        to=draft.to,
        recipient_name=draft.recipient_name,
        recipient_address=draft.recipient_address,
        recipient_email=draft.recipient_email,
        about=draft.about,
        method=draft.method,
        values=composed.values,
        blocks=[block.as_data() for block in composed.blocks],
        tells_severity=template.notifies,
        severity=severity,
        last_day=composed.last_day,
        sha256=hashlib.sha256(pdf).hexdigest(),
        issued_by=by,
        issued_at=composed.at,
        replaces=draft.replaces,
    )


def _put_on_record(notice: Notice, *, by: User) -> None:
    record(
        "notice.issued",
        by=by,
        target=notice.case,
        touched=officers_of(notice.subject),
        after={
            "id": notice.pk,
            "notice": notice.title,
            "number": notice.number,
            "recipient": told_as(notice),
            "replaces": notice.replaces.number if notice.replaces else None,
            "sha256": notice.sha256,
        },
    )
