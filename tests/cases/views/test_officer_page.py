from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.clocks.kinds import MilestoneKind
from cases.models import CodeList, Decision
from misconduct.audit.models import AuditEvent
from officers.models import Officer, OfficerAlias
from tests.factories import (
    AllegationFactory,
    AllegationSubjectFactory,
    CaseFactory,
    CodeFactory,
    FlagFactory,
    OfficerFactory,
    OutcomeFactory,
    PostingFactory,
    SubjectFactory,
    UnitFactory,
    UserFactory,
)
from tests.factories.clocks import MilestoneFactory
from tests.factories.periods import PeriodFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(monkeypatch) -> date:
    day = date(2026, 6, 15)
    monkeypatch.setattr(timezone, "localdate", lambda *args: day)
    return day


def page(client, officer: Officer, query: str = ""):
    return client.get(f"/officers/{officer.pk}/{query}")


def settled(officer: Officer, received_on: date = date(2025, 1, 1), **outcome: object):
    """A closed matter with a proven finding and an outcome."""
    case = CaseFactory(closed=True, received_on=received_on)
    pair = AllegationSubjectFactory(
        allegation=AllegationFactory(case=case),
        subject=SubjectFactory(case=case, officer=officer),
        finalised_on=date(2026, 6, 1),
    )
    finding = CodeFactory(code_list=CodeList.FINDING, label="Misconduct", verdict="proven")
    Decision.objects.create(
        pair=pair, kind=Decision.Kind.FINDING, value=finding, decided_on=date(2026, 6, 1), decided_by=UserFactory()
    )
    OutcomeFactory(pair=pair, **outcome)
    return case


@pytest.mark.parametrize(
    ("role", "status"),
    [("caseworker", 200), ("investigator", 200), ("manager", 200), ("auditor", 200), ("administrator", 403)],
)
def test_who_may_open_an_officer(signed_in, role, status):
    assert page(signed_in(role), OfficerFactory()).status_code == status


def test_nobody_opens_their_own_page_and_the_attempt_is_on_record(signed_in):
    client = signed_in("manager")
    assert page(client, OfficerFactory(account=client.user)).status_code == 404
    assert client.get("/officers/0/").status_code == 404
    assert AuditEvent.objects.filter(action="access.out_of_scope").count() == 2


def test_page_takes_no_post(signed_in):
    assert signed_in("manager").post(f"/officers/{OfficerFactory().pk}/").status_code == 405


def test_opening_the_page_is_on_record_and_the_page_says_so(signed_in):
    subject = SubjectFactory()
    response = page(signed_in("manager"), subject.officer)
    event = AuditEvent.objects.get(action="officer.viewed")
    assert event.touched == [f"officers.officer:{subject.officer_id}", f"cases.case:{subject.case_id}"]
    assert "Opening this page is on record" in response.content.decode()


def test_every_matter_is_shown_with_what_came_of_it(signed_in):
    officer = OfficerFactory()
    case = settled(officer)
    matter = page(signed_in("manager"), officer).context["page_obj"][0]
    assert (matter.case, matter.findings, matter.finalised_on) == (case, ("Misconduct",), date(2026, 6, 1))
    assert matter.is_openable
    assert matter.tone == "warning"


def test_windows_count_by_the_day_received(signed_in, today):
    officer = OfficerFactory()
    for day in (
        date(2026, 6, 15),
        date(2025, 6, 15),
        date(2025, 6, 14),
        date(2024, 6, 15),
        date(2021, 6, 15),
        date(2021, 6, 14),
    ):
        SubjectFactory(officer=officer, case=CaseFactory(received_on=day))
    context = page(signed_in("manager"), officer).context
    assert [count.count for count in context["counts"]] == [2, 4, 5, 6]


def test_each_count_leads_to_its_matters(signed_in, today):
    officer = OfficerFactory()
    SubjectFactory(officer=officer, case=CaseFactory(received_on=date(2026, 6, 1)))
    SubjectFactory(officer=officer, case=CaseFactory(received_on=date(2019, 6, 1)))
    client = signed_in("manager")
    assert len(page(client, officer, "?months=12").context["page_obj"]) == 1
    assert len(page(client, officer, "?months=nonsense").context["page_obj"]) == 2


def test_matters_come_in_pages_of_fifty_and_are_counted_whole(signed_in):
    officer, unit = OfficerFactory(), UnitFactory()
    for _ in range(51):
        SubjectFactory(officer=officer, case=CaseFactory(unit=unit))
    context = page(signed_in("manager"), officer, "?page=2").context
    assert (len(context["page_obj"]), context["every"]) == (1, 51)


def test_sealed_matters_are_neither_shown_nor_counted(signed_in):
    officer = OfficerFactory()
    SubjectFactory(officer=officer, case=CaseFactory(sealed=True))
    assert page(signed_in("manager"), officer).context["every"] == 0


def test_investigator_sees_history_as_lines_that_do_not_open(signed_in):
    client = signed_in("investigator")
    own = SubjectFactory(case=CaseFactory(investigator=client.user))
    earlier = SubjectFactory(officer=own.officer, case=CaseFactory(closed=True))
    matters = page(client, own.officer).context["page_obj"]
    assert {matter.case.pk: matter.is_openable for matter in matters} == {own.case_id: True, earlier.case_id: False}


def test_a_live_warning_is_shown_until_its_last_day(signed_in, today):
    officer = OfficerFactory()
    settled(officer, live_from=date(2025, 6, 16), live_to=today)
    settled(officer, live_from=date(2023, 6, 16), live_to=date(2024, 12, 15))
    warnings = page(signed_in("manager"), officer).context["warnings"]
    assert [warning.live_to for warning in warnings] == [today]


def test_flags_that_are_reviewed_stay_in_reach_of_whoever_sees_flags(signed_in):
    flag = FlagFactory(reviewed=True, scope_label="Use of force")
    page = signed_in("manager").get(flag.officer.get_absolute_url()).text
    assert "Earlier flags" in page
    assert f'href="{flag.get_absolute_url()}">{flag.rule}: use of force</a>' in page
    assert "Earlier flags" not in signed_in("caseworker").get(flag.officer.get_absolute_url()).text


def test_page_shows_postings_and_other_names(signed_in):
    posting = PostingFactory(rank="Sergeant")
    OfficerAlias.objects.create(officer=posting.officer, kind="name", value="Ada Penhaligon")
    text = page(signed_in("auditor"), posting.officer).content.decode()
    assert "Sergeant" in text
    assert "Ada Penhaligon" in text
    assert "<svg" in text


def test_page_of_somebody_without_any_dates_still_opens(signed_in):
    officer = OfficerFactory(forenames="", surname="", appointed_on=None)
    assert "No matters" in page(signed_in("manager"), officer).content.decode()


def test_a_script_in_a_name_is_shown_and_never_run(signed_in):
    officer = OfficerFactory(surname="<script>alert(1)</script>")
    assert "<script>alert" not in page(signed_in("manager"), officer).content.decode()


def test_page_asks_the_same_number_of_queries_for_two_matters_and_twenty(signed_in):
    officer, client = PostingFactory().officer, signed_in("manager")
    counts = []
    for more in (2, 18):
        for _ in range(more):
            settled(officer)
        with CaptureQueriesContext(connection) as queries:
            page(client, officer)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_page_asks_the_same_number_of_queries_for_two_notices_flags_and_breaks_and_for_twenty(signed_in):
    officer, client = PostingFactory().officer, signed_in("manager")
    counts = []
    for years in (range(2000, 2002), range(2002, 2020)):
        for year in years:
            subject = SubjectFactory(officer=officer)
            about = f"cases.subject:{subject.pk}"
            MilestoneFactory(case=subject.case, kind=MilestoneKind.NOTICE_SERVED, about=about)
            FlagFactory(officer=officer, reviewed=True)
            PeriodFactory(officer=officer, starts_on=date(year, 1, 1), ends_on=date(year, 6, 1))
        with CaptureQueriesContext(connection) as queries:
            page(client, officer)
        counts.append(len(queries))
    assert counts[0] == counts[1]
