"""One record of each kind that an address can name, within the sight of the person who asks."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from cases.flags.models import Backtest, Flag, FlagReview, FollowUp, Rule, RuleVersion
from cases.merges.models import OfficerMerge
from cases.models import AllegationSubject, Case, CaseDraft, CaseLink, Code, CodeList, Subject
from cases.notices.models import Withholding
from cases.periods.models import Period
from cases.stages import Stage
from cases.watches.models import Watch
from misconduct.accounts.models import AccessGrant, User
from misconduct.accounts.roles import RoleName
from misconduct.imports.models import ImportRun
from officers.models import Officer, PriorService
from reports.models import ExportRun
from tests.factories import (
    AllegationFactory,
    AllegationSubjectFactory,
    CaseFactory,
    ClockFactory,
    ComplaintReviewFactory,
    ContactFactory,
    DelayReportFactory,
    OfficerFactory,
    ParticularFactory,
    PartyFactory,
    PeriodFactory,
    PriorServiceFactory,
    ReferralFactory,
    ReviewRecommendationFactory,
    SubjectFactory,
    UserFactory,
)
from tests.factories.investigations import (
    DocumentFactory,
    InterviewFactory,
    LearningItemFactory,
    PolicyEntryFactory,
    ReflectivePracticeFactory,
    TaskFactory,
    stored_file,
)
from tests.factories.notices import draft_notice, issue_notice, serve_notice, subject_with_severity
from tests.factories.proceedings import (
    AppealFactory,
    DelegationRecommendationFactory,
    ListReturnFactory,
    ObjectionFactory,
    PanelMemberFactory,
    ProceedingFactory,
    ProceedingPairFactory,
    PublicationFactory,
    SittingFactory,
    StepFactory,
    WitnessFactory,
)


def _pair(user: User | None) -> AllegationSubject:
    return AllegationSubjectFactory(allegation__case=_case(user))


def _case(user: User | None) -> Case:
    return CaseFactory(investigator=user)


def _case_to_rule_on(address: str, user: User | None) -> Case:
    """At the stage of such a ruling. Whoever investigated gives an opinion, and others decide."""
    is_own = address == "cases:opinion" or (user is not None and user.role == RoleName.INVESTIGATOR)
    return CaseFactory(stage=RULED_AT[address], investigator=user if is_own else None)


def _subject(user: User | None) -> Subject:
    return SubjectFactory(case=_case(user), unidentified=True)


def _flag(user: User | None) -> Flag:
    version = RuleVersion.objects.filter(rule__slug="cases-in-12-months").latest("number")
    return Flag.objects.create(
        officer=OfficerFactory(),
        rule=version.rule,
        rule_version=version,
        parameters={"threshold": 3, "window_months": 12, "in_post_only": False, "review_days": 14},
        evidence_key="0" * 64,
        counted=3,
        window_from=date(2025, 11, 1),
        window_to=date(2026, 11, 1),
        sentence="3 cases in 12 months.",
        due_on=date(2026, 11, 15),
    )


def _follow_up(user: User | None) -> FollowUp:
    review = FlagReview.objects.create(flag=_flag(user), decision="welfare", reason="Read.", decided_by=UserFactory())
    return FollowUp.objects.create(review=review, what="Talk", owner=UserFactory(), due_on=date(2026, 11, 15))


def _rule(user: User | None) -> Rule:
    return Rule.objects.get(slug="cases-in-12-months")


def _rule_version(user: User | None) -> RuleVersion:
    """A draft that somebody else wrote."""
    parameters = {"threshold": 2, "window_months": 12, "in_post_only": False, "review_days": 14}
    return RuleVersion.objects.get_or_create(
        rule=_rule(user), number=2, defaults={"status": "draft", "parameters": parameters, "author": UserFactory()}
    )[0]


def _backtest(user: User | None) -> Backtest:
    return Backtest.objects.create(
        rule=_rule(user), parameters={"threshold": 2, "window_months": 12}, first_on="2024-01-01", last_on="2024-03-01"
    )


def _merge(user: User | None) -> OfficerMerge:
    return OfficerMerge.objects.create(
        kept=OfficerFactory(), absorbed=OfficerFactory(), reason="The same.", proposed_by=UserFactory()
    )


def _watch(user: User | None) -> Watch:
    watcher = user or UserFactory()
    return Watch.objects.create(officer=OfficerFactory(), watcher=watcher, reason="Why", ends_on=timezone.localdate())


def _grant(user: User | None) -> AccessGrant:
    return _grant_on(_case(user))


def _import_run(user: User | None) -> ImportRun:
    return ImportRun.objects.create(
        kind=ImportRun.Kind.OFFICERS, file_name="roster.csv", sha256="0" * 64, size=1, started_by=user
    )


def _export_run(user: User | None) -> ExportRun:
    return ExportRun.objects.create(slug="cases", title="Case register", reason="Why", run_by=user or UserFactory())


def _draft(user: User | None) -> CaseDraft:
    """A draft that has been answered to its end."""
    channel = Code.objects.filter(code_list=CodeList.CHANNEL).first()
    category = Code.objects.filter(code_list=CodeList.CATEGORY, scheme="iopc-2020", parent__isnull=False).first()
    answers = {
        "record_type": "CM",
        "channel": channel.pk,
        "received_on": "2026-03-04",
        "incident_from": "2026-03-01",
        "incident_to": None,
        "place": "",
        "unit": None,
        "summary": "An invented matter.",
        "subjects": [{"key": "subject1", "kind": "unidentified", "description": "Tall"}],
        "allegations": [
            {
                "key": "allegation1",
                "category": category.pk,
                "description": "Invented",
                "subjects": ["subject1"],
                "standard": None,
                "factors": [],
            }
        ],
    }
    return CaseDraft.objects.create(user=user or UserFactory(), answers=answers)


MAKERS: dict[type, Callable[[User | None], Any]] = {
    Case: _case,
    Subject: _subject,
    AllegationSubject: _pair,
    CaseDraft: _draft,
    Officer: lambda user: OfficerFactory(),
    Period: lambda user: PeriodFactory(),
    PriorService: lambda user: PriorServiceFactory(),
    Flag: _flag,
    OfficerMerge: _merge,
    FollowUp: _follow_up,
    Rule: _rule,
    RuleVersion: _rule_version,
    Backtest: _backtest,
    AccessGrant: _grant,
    ImportRun: _import_run,
    ExportRun: _export_run,
    Watch: _watch,
    User: lambda user: UserFactory(),
}

# Pages that do not name the model of their number themselves.
MODELS: dict[str, type] = {"cases:new_continue": CaseDraft, "cases:new_logged": CaseDraft}

# Pages of rulings, which show a form only at the stage of a ruling.
RULED_AT = {
    "cases:severity": Stage.ASSESSMENT,
    "cases:opinion": Stage.REPORT,
    "cases:decision": Stage.DECISION,
    "cases:special_conditions": Stage.DECISION,
    "cases:outcome": Stage.DECISION,
    "cases:particular_find": Stage.PROCEEDINGS,
}

# Words in an address that are not numbers of records.
WORDS: dict[str, str] = {
    "notices:write": "delay-report-lpb",
    "reports:export": "cases",
    "cases:code_list": "category",
    "cases:advance": "start_triage",
    "cases:decision": "case_to_answer",
    "cases:new_question": "received",
    "proceedings:step": "notice_served",
    "proceedings:extend": "hearing",
    "proceedings:publication": "hearing_notice",
    "cases:new_unnamed": "unidentified",
    "cases:new_remove_person": "subject1",
    "cases:new_edit_allegation": "allegation1",
    "cases:new_remove_allegation": "allegation1",
}

NO_RECORD = 999_999_999


def arguments(address: Any, user: User | None = None) -> dict[str, Any]:
    """What an address needs, made for this person. A second keyword names something that belongs to the case."""
    found: dict[str, Any] = {}
    for keyword in address.keywords:
        if keyword == "pk":
            found["pk"] = _named_by(address, user).pk
        elif keyword == "number":
            found["number"] = AllegationFactory(case_id=found["pk"]).number
        elif keyword in PARTS:
            found[keyword] = PARTS[keyword](Case.objects.get(pk=found["pk"])).pk
        else:
            found[keyword] = WORDS[address.name]
    return found


def arguments_of_nothing(address: Any) -> dict[str, Any]:
    """What an address needs, with numbers that no record has."""
    numbers = {"pk", "number", *PARTS}
    return {word: NO_RECORD if word in numbers else WORDS[address.name] for word in address.keywords}


def _named_by(address: Any, user: User | None) -> Any:
    if address.name in RULED_AT:
        return _case_to_rule_on(address.name, user)
    return MAKERS[MODELS.get(address.name) or address.view.model](user)


def _grant_on(case: Case) -> AccessGrant:
    return AccessGrant.objects.create(
        user=UserFactory(), object_type="cases.case", object_id=case.pk, reason="Review", granted_by=UserFactory()
    )


def _link(case: Case) -> CaseLink:
    return CaseLink.objects.create(
        case=case,
        other=CaseFactory(investigator=case.investigator),
        kind="pattern",
        reason="Why",
        linked_by=UserFactory(),
    )


DECIDED = {"decided_on": date(2026, 6, 20), "decided_by_name": "Ada Invented", "decision_reasons": "As argued."}


def _told(case: Case) -> Subject:
    """A subject to whom a notice can go, under a law that there are texts for."""
    Case.objects.filter(pk=case.pk).update(regime="2025")
    return subject_with_severity(Case.objects.get(pk=case.pk))


def _withholding(case: Case) -> Withholding:
    given = {"reason": "Evidence", "decided_on": date(2026, 4, 1), "decided_by": UserFactory()}
    return Withholding.objects.create(case=case, subject=SubjectFactory(case=case), **given)


PARTS: dict[str, Callable[[Case], Any]] = {
    "draft": lambda case: draft_notice(_told(case)),
    "notice": lambda case: issue_notice(_told(case)),
    "service": lambda case: serve_notice(issue_notice(_told(case))),
    "withholding": _withholding,
    "clock": lambda case: ClockFactory(case=case),
    "report": lambda case: DelayReportFactory(case=case),
    "allegation": lambda case: AllegationFactory(case=case),
    "subject": lambda case: SubjectFactory(case=case, unidentified=True),
    "known_subject": lambda case: SubjectFactory(case=case),
    "particular": lambda case: ParticularFactory(pair__allegation__case=case),
    "pair": lambda case: AllegationSubjectFactory(allegation__case=case),
    "grant": _grant_on,
    "proceeding": lambda case: ProceedingFactory(case=case),
    "taken": lambda case: StepFactory(proceeding__case=case),
    "person": lambda case: ProceedingPairFactory(proceeding__case=case).proceeding.subjects.get(),
    "member": lambda case: PanelMemberFactory(proceeding__case=case),
    "objection": lambda case: ObjectionFactory(member__proceeding__case=case),
    "delegation": lambda case: DelegationRecommendationFactory(proceeding__case=case),
    "witness": lambda case: WitnessFactory(proceeding__case=case),
    "sitting": lambda case: SittingFactory(proceeding__case=case),
    "publication": lambda case: PublicationFactory(proceeding__case=case),
    "appeal": lambda case: AppealFactory(proceeding__case=case, decision="allowed", **DECIDED),
    "list_return": lambda case: ListReturnFactory(subject__case=case),
    "period": lambda case: PeriodFactory(suspension=True, subject__case=case),
    "criminal": lambda case: PeriodFactory(kind="criminal", case=case, officer=SubjectFactory(case=case).officer),
    "party": lambda case: PartyFactory(case=case),
    "reporter": lambda case: PartyFactory(case=case, reporter=True),
    "contact": lambda case: ContactFactory(party__case=case),
    "referral": lambda case: ReferralFactory(case=case),
    "task": lambda case: TaskFactory(case=case),
    "entry": lambda case: PolicyEntryFactory(case=case),
    "document": lambda case: DocumentFactory(case=case),
    "interview": lambda case: InterviewFactory(case=case),
    "item": lambda case: LearningItemFactory(case=case),
    "practice": lambda case: ReflectivePracticeFactory(case=case),
    "file": lambda case: stored_file(DocumentFactory(case=case)),
    "link": _link,
    "review": lambda case: ComplaintReviewFactory(case=case),
    "recommendation": lambda case: ReviewRecommendationFactory(review__case=case),
}
