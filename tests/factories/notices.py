"""Notices are made by their actions: nothing else makes a notice with its file."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from cases.models import Case, Code, CodeList, Decision, Subject
from cases.notices import catalogue, deemed
from cases.notices.actions import drafts, issuing, serving
from cases.notices.actions.drafts import Recipient, Writing
from cases.notices.catalogue import MergeField, Template
from cases.notices.models import Notice, NoticeDraft, Service
from misconduct.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.cases import AllegationFactory, AllegationSubjectFactory, CaseFactory, SubjectFactory

_TYPED = {"date": "2026-12-01", "time": "10:00"}


def typed(field: MergeField) -> str:
    """Something that the field takes."""
    return field.options[0] if field.options else _TYPED.get(field.kind, f"Invented {field.key}")


def subject_with_severity(case: Case | None = None, *, code: str = "misconduct", **fields: Any) -> Subject:
    """A subject of a case of 2026 with an assessment in force."""
    case = case or CaseFactory(regime="2025")
    subject = SubjectFactory(case=case, **fields)
    assess(subject, code)
    return subject


def assess(subject: Subject, code: str = "misconduct") -> Decision:
    """One more allegation against the subject, assessed."""
    allegation = AllegationFactory(case=subject.case)
    pair = AllegationSubjectFactory(allegation=allegation, subject=subject)
    value = Code.objects.get(code_list=CodeList.SEVERITY, code=code)
    return Decision.objects.create(
        pair=pair,
        kind=Decision.Kind.SEVERITY,
        value=value,
        reasons="Invented.",
        decided_on=subject.case.received_on,
        decided_by=UserFactory(),
    )


def filled_in(template: Template, regime: str = "2025", **changes: str) -> dict[str, str]:
    """Every field of a letter that somebody fills in."""
    return {one.key: typed(one) for one in template.asked(regime)} | changes


def recipient(template: Template, regime: str = "2025", **changes: str) -> Recipient:
    """Somebody with everything that a letter needs to know."""
    method = deemed.allowed(regime=regime, audience=template.to)[0].slug
    known = {"name": "Sam Carver", "address": "1 Invented Street\nWessbridge", "email": "sam@example.org"}
    return Recipient(**{**known, "method": method, **changes})


def draft_notice(
    subject: Subject | None = None, *, slug: str = "investigation", by: User | None = None, **values: str
) -> NoticeDraft:
    """A draft with every field filled in."""
    subject = subject or subject_with_severity()
    template = catalogue.template(slug)
    regime = subject.case.regime
    writing = Writing(recipient(template, regime), filled_in(template, regime, **values))
    doer = by or UserFactory(role="manager")
    return drafts.start(by=doer, case=subject.case, template=template, writing=writing, subject=subject)


def issue_notice(subject: Subject | None = None, *, by: User | None = None, **changes: str) -> Notice:
    """A notice as issued."""
    by = by or UserFactory(role="manager")
    return issuing.issue(by=by, draft=draft_notice(subject, by=by, **changes))


def serve_notice(notice: Notice | None = None, *, by: User | None = None, at: datetime | None = None) -> Service:
    """A notice handed over."""
    notice = notice or issue_notice()
    method = deemed.allowed(regime=notice.regime, audience=catalogue.Audience(notice.to))[0].slug
    doer = by or UserFactory(role="manager")
    return serving.serve(
        by=doer, notice=notice, method=method, sent_at=at or timezone.now(), proof="Handed over by hand"
    )
