"""What a case already knows, offered to whoever fills in a letter. They may change it where the law lets them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from cases.clocks.limits import last_day
from cases.models import Allegation, AllegationSubject, Case, Decision, Outcome, SeverityAssessment, Subject
from cases.notices import recorded
from cases.notices.applies import Person
from cases.notices.catalogue import Template
from cases.notices.models import Notice
from cases.stages import RecordType
from misconduct.accounts.models import User
from officers.models import Officer

_FORUMS = {
    "hearing": "Misconduct hearing",
    "meeting": "Misconduct meeting",
    "accelerated-hearing": "Accelerated misconduct hearing",
}
_FORUM_OF_SEVERITY = {"gross-misconduct": _FORUMS["hearing"], "misconduct": _FORUMS["meeting"]}


@dataclass(frozen=True)
class Known:
    """A case, and the subject a letter goes to or is about, read once."""

    case: Case
    subject: Subject | None
    by: User
    today: date
    allegations: Sequence[Allegation]
    severities: Sequence[Decision]
    notice: Notice | None

    @property
    def pairs(self) -> list[AllegationSubject]:
        """What is alleged against the subject, or against everybody where none is chosen."""
        pairs = [pair for allegation in self.allegations for pair in allegation.pairs.all()]
        return [pair for pair in pairs if self.subject is None or pair.subject_id == self.subject.pk]

    def in_force(self, kind: Decision.Kind) -> list[Decision]:
        """The decisions of a kind that no later one superseded."""
        return [
            one for pair in self.pairs for one in pair.decisions.all() if one.kind == kind and one.superseded_at is None
        ]

    def outcomes(self) -> list[Outcome]:
        """The outcomes that no later one superseded."""
        return [one for pair in self.pairs for one in pair.outcomes.all() if one.superseded_at is None]


def read(*, case: Case, subject: Subject | None, by: User, today: date) -> Known:
    """Everything that a letter could offer, in a number of queries that does not grow with the case."""
    rulings = [
        Prefetch("decisions", Decision.objects.select_related("value").order_by("-recorded_at", "-pk")),
        Prefetch("outcomes", Outcome.objects.select_related("value").order_by("-recorded_at", "-pk")),
    ]
    pairs = AllegationSubject.objects.order_by("pk").prefetch_related(*rulings)
    allegations = case.allegations.select_related("category", "standard").prefetch_related(Prefetch("pairs", pairs))
    severities = Decision.objects.filter(pair__subject=subject, kind=Decision.Kind.SEVERITY).order_by(
        "-recorded_at", "-pk"
    )
    return Known(
        case=case,
        subject=subject,
        by=by,
        today=today,
        allegations=list(allegations),
        severities=list(severities.select_related("value")) if subject else [],
        notice=Notice.objects.filter(subject=subject).served().telling_severity().first() if subject else None,
    )


def person(known: Known) -> Person | None:
    """What decides which notices the subject can get; None without a subject who is a known person."""
    subject = known.subject
    if subject is None or subject.officer is None:
        return None
    return Person(
        name=subject.officer.name,
        capacity=subject.capacity or subject.officer.kind,
        has_left=subject.officer.has_left,
        has_severity=bool(_standing(known)),
        has_notice=known.notice is not None,
        undergone=recorded.undergone(known.case, subject),
    )


def offered(known: Known, template: Template) -> dict[str, str]:
    """The values known for the fields that a template asks for; dates as 2026-03-04."""
    asked = {one.key for one in template.fields(known.case.regime)}
    own = {key: value for key, ask in _OFFERED.items() if key in asked and (value := ask(known))}
    parts = _recorded(known, template.slug)
    return own | {key: value for key, value in parts.items() if key in asked and value}


def _recorded(known: Known, letter: str) -> dict[str, str]:
    """What the records of proceedings, interviews, suspensions and delays say."""
    case, subject = known.case, known.subject
    return {
        **recorded.of_interview(subject, letter=letter),
        **recorded.of_proceedings(case, subject, letter=letter),
        **recorded.of_delay_report(case, letter=letter),
        **(recorded.of_suspension(case, subject) if letter.startswith("suspension") else {}),
    }


def severity_in_force(known: Known) -> Decision | None:
    """The newest severity assessment of the subject that is in force: what a notice rests on."""
    return next(iter(_standing(known)), None)


def _standing(known: Known) -> list[Decision]:
    return [one for one in known.severities if one.superseded_at is None]


def _gravest(known: Known) -> Decision | None:
    return min(_standing(known), key=lambda one: one.value.position, default=None)


def _forum_decided(known: Known) -> str:
    """The gravest forum that was decided on."""
    decided = {one.value.code for one in known.in_force(Decision.Kind.FORUM)}
    return next((words for code, words in _FORUMS.items() if code in decided), "")


def _likely_forum(known: Known) -> str:
    """The forum decided on; before that, the one named with the severity; failing that, the one that follows."""
    gravest = _gravest(known)
    if decided := _forum_decided(known):
        return decided
    if gravest is None:
        return ""
    worksheet = SeverityAssessment.objects.filter(decision=gravest).select_related("likely_forum").first()
    named = worksheet.likely_forum.code if worksheet and worksheet.likely_forum else ""
    return _FORUMS.get(named) or _FORUM_OF_SEVERITY.get(gravest.value.code, "")


def _conduct(known: Known) -> str:
    numbers = {pair.allegation_id for pair in known.pairs}
    parts = [_allegation(known, one) for one in known.allegations if one.pk in numbers or known.subject is None]
    return "\n\n".join(filter(None, parts))


def _allegation(known: Known, allegation: Allegation) -> str:
    words = allegation.description or str(allegation.category or allegation.category_as_recorded)
    standard = f"\nStandard said to be breached: {allegation.standard}" if allegation.standard else ""
    pairs = {pair.pk for pair in known.pairs if pair.allegation_id == allegation.pk}
    assessed = _each_once(str(one.value) for one in _standing(known) if one.pair_id in pairs)
    return f"Allegation {allegation.number}: {words}{standard}" + (f"\nAssessed as: {assessed}" if assessed else "")


def _terms(known: Known) -> str:
    terms = known.case.terms_of_reference.filter(superseded_at__isnull=True).first()
    return terms.text if terms else ""


def _complaint(known: Known) -> str:
    words = [one.description for one in known.allegations if one.description]
    return "\n\n".join(words) or known.case.summary


def _next_update_by(known: Known) -> str:
    """The last day for the next letter to somebody who is kept informed, if this one goes out today."""
    case = known.case
    slug = "progress-update-conduct" if case.record_type == RecordType.CONDUCT else "progress-update"
    return _day(last_day(slug, known.today, received_on=case.received_on))


def _earlier(known: Known) -> Decision | None:
    return next((one for one in known.severities if one.superseded_at is not None), None)


def _label(decision: Decision | None) -> str:
    return str(decision.value) if decision else ""


def _each_once(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(words))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _officer(known: Known) -> Officer | None:
    return known.subject.officer if known.subject else None


def _of_officer(name: str) -> Callable[[Known], str]:
    return lambda known: str(getattr(_officer(known), name, "") or "")


def _ruled(known: Known, kind: Decision.Kind) -> str:
    return _each_once(str(one.value) for one in known.in_force(kind))


_OFFERED: dict[str, Callable[[Known], str]] = {
    "signatory": lambda known: known.by.get_full_name(),
    "signatory_role": lambda known: known.by.role_label,
    "conduct": _conduct,
    "complaint": _complaint,
    "severity": lambda known: _label(_gravest(known)),
    "earlier_severity": lambda known: _label(_earlier(known)),
    "severity_on": lambda known: _day(one.decided_on) if (one := severity_in_force(known)) else "",
    "severity_reasons": lambda known: one.reasons if (one := severity_in_force(known)) else "",
    "likely_forum": _likely_forum,
    "forum": _forum_decided,
    "terms_of_reference": _terms,
    "investigator": lambda known: str(known.case.investigator or ""),
    "first_notice_on": lambda known: _day(known.notice.given_on()) if known.notice else "",
    "received_on": lambda known: _day(known.case.received_on),
    "known_on": lambda known: _day(known.case.received_on),
    "left_on": lambda known: _day(officer.left_on) if (officer := _officer(known)) else "",
    "case_to_answer": lambda known: _ruled(known, Decision.Kind.CASE_TO_ANSWER),
    "findings": lambda known: _ruled(known, Decision.Kind.FINDING),
    "outcome": lambda known: _each_once(str(one.value) for one in known.outcomes()),
    "outcome_from": lambda known: next((_day(one.live_from) for one in known.outcomes() if one.live_from), ""),
    "outcome_to": lambda known: next((_day(one.live_to) for one in known.outcomes() if one.live_to), ""),
    "next_update_by": _next_update_by,
    "person_name": _of_officer("name"),
    "person_number": _of_officer("number"),
    "person_rank": lambda known: known.subject.rank_at_time if known.subject else "",
    "person_capacity": lambda known: (
        Officer.Kind(known.subject.capacity or officer.kind).label
        if known.subject and (officer := _officer(known))
        else ""
    ),
}
