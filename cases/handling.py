"""How a case is handled as a whole, as its overview shows it: what triage settled, referral, links and standstills."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cases.actions.record_types import CONVERTIBLE
from cases.guards.applicability import COMPLAINTS, is_other_process
from cases.models import Case, CaseLink, CaseSuspension, RecordTypeChange, Withdrawal
from misconduct.accounts.models import User


@dataclass(frozen=True)
class Linked:
    """A case that this one is linked with, as seen from here."""

    link: CaseLink
    case: Case
    words: str

    @property
    def may_end(self) -> bool:
        """A merge is undone and a split stays; the others were made by hand and end so."""
        return not self.link.is_merge and self.link.kind != CaseLink.Kind.SPLIT


@dataclass(frozen=True)
class Handling:
    """Everything that was settled about the whole case; what is in force stands first in each list."""

    is_complaint: bool
    is_convertible: bool
    asks_triage: bool
    facts: Any
    schedule_3: Sequence[Any]
    checks: Sequence[Any]
    referrals: Sequence[Any]
    forms: Sequence[Any]
    changes: Sequence[RecordTypeChange]
    suspensions: Sequence[CaseSuspension]
    withdrawals: Sequence[Withdrawal]
    links: Sequence[Linked]
    reviews: Sequence[Any]

    @property
    def open_review(self) -> Any:
        """The review that waits to be determined; nothing where none does."""
        return next((one for one in self.reviews if not one.determined_on), None)

    @property
    def may_convert(self) -> bool:
        """A matter that may become a conduct matter, or a withdrawn complaint that the public interest carries on."""
        return self.is_convertible or any(one.is_carried_on for one in self.withdrawals)


def handling_of(case: Case, viewer: User) -> Handling:
    """How the case is handled, in a fixed number of queries; only links of which the viewer may see both cases."""
    return Handling(
        is_complaint=case.record_type in COMPLAINTS,
        is_convertible=case.record_type in CONVERTIBLE,
        asks_triage=not is_other_process(case),
        facts=case.triage_facts.in_force().select_related("decided_by").first(),
        schedule_3=list(case.schedule_3_decisions.select_related("decided_by").order_by("-id")),
        checks=list(case.referral_checks.select_related("decided_by").order_by("-id")),
        referrals=list(case.referrals.select_related("sent_by")),
        forms=list(case.investigation_forms.select_related("decided_by").order_by("-id")),
        changes=list(case.record_type_changes.select_related("changed_by")),
        suspensions=list(case.case_suspensions.select_related("suspended_by", "resumed_by")),
        withdrawals=list(case.withdrawals.select_related("decided_by")),
        links=linked_with(case, viewer),
        reviews=list(case.reviews.prefetch_related("recommendations")),
    )


def linked_with(case: Case, viewer: User) -> list[Linked]:
    """The standing links of a case, from either side."""
    links = CaseLink.objects.visible_to(viewer).standing().of(case).select_related("case", "other", "linked_by")
    return [_as_seen_from(case, link) for link in links]


def _as_seen_from(case: Case, link: CaseLink) -> Linked:
    is_first = link.case_id == case.pk
    words = str(link.get_kind_display())
    if link.is_merge:
        words = "Merged into this other case" if is_first else "Merged into this case"
    elif link.kind == CaseLink.Kind.SPLIT:
        words = "Split off from this other case" if is_first else "Split off from this case"
    return Linked(link, link.other if is_first else link.case, words)
