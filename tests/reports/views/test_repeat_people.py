from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import CodeList, Decision
from misconduct.audit.models import AuditEvent
from tests.factories import CodeFactory, OfficerFactory, OutcomeFactory, UserFactory
from tests.factories.flags import FlagFactory
from tests.reports.history import matter

pytestmark = pytest.mark.django_db
PAGE = "/reports/repeat/people/"


@pytest.fixture
def listed(signed_in):
    """The people a manager sees for the filters given, in the order of the page."""

    def ask(**query: object) -> list:
        response = signed_in("manager").get(PAGE, query)
        assert response.status_code == 200, response.context["filterset"].errors
        return response.context["people"]

    return ask


def person_with(*days: date) -> object:
    officer = OfficerFactory()
    for day in days:
        matter(officer, day)
    return officer


def officers(people: list) -> list:
    return [person.officer for person in people]


@pytest.mark.parametrize(
    ("role", "status"),
    [("manager", 200), ("auditor", 200), ("caseworker", 403), ("investigator", 403), ("administrator", 403)],
)
def test_people_are_for_managers_and_auditors(signed_in, role, status):
    assert signed_in(role).get(PAGE).status_code == status


def test_people_page_only_reads(signed_in):
    assert signed_in("manager").post(PAGE).status_code == 405


def test_people_page_beyond_the_last_is_not_there(signed_in):
    assert signed_in("manager").get(PAGE, {"page": 9}).status_code == 404


def test_who_was_listed_is_on_record(signed_in):
    officer = person_with(date(2026, 1, 1), date(2026, 2, 1))
    signed_in("manager").get(PAGE)
    assert AuditEvent.objects.touching(officer).get().action == "dashboard.people_listed"


def test_people_have_two_or_more_cases_unless_asked_otherwise(listed):
    once, twice = person_with(date(2026, 1, 1)), person_with(date(2026, 1, 1), date(2026, 1, 2))
    assert officers(listed()) == [twice]
    assert officers(listed(band="1+")) == [twice, once]


def test_windows_end_today_or_on_the_last_day_of_the_period(listed, time_machine):
    time_machine.move_to(datetime(2026, 3, 31, 12, tzinfo=UTC), tick=False)
    person_with(date(2026, 3, 31), date(2025, 4, 1), date(2025, 3, 31), date(2023, 4, 1), date(2020, 1, 1))
    assert listed()[0].windows == (2, 3, 4, 4)
    assert listed(to_date="2025-03-31")[0].windows == (1, 2, 2, 2)


def test_close_together_lists_a_band_of_a_rolling_window(listed):
    near = person_with(date(2008, 2, 29), date(2009, 2, 27))
    far = person_with(date(2008, 2, 29), date(2009, 2, 28))
    assert officers(listed(close_12="2")) == [near]
    assert set(officers(listed(close_24="2"))) == {near, far}


def test_month_lists_people_with_a_case_in_it(listed):
    again = person_with(date(2024, 3, 1), date(2026, 2, 28))
    new = person_with(date(2026, 2, 1))
    person_with(date(2026, 3, 1), date(2026, 1, 31))
    assert set(officers(listed(band="1+", month="2026-02"))) == {again, new}
    assert officers(listed(band="1+", month="2026-02", again="on")) == [again]
    assert listed(month="2026-12") == []


def test_top_lists_the_share_with_the_most_cases(listed):
    most = person_with(date(2026, 1, 1), date(2026, 1, 2))
    for _ in range(9):
        person_with(date(2026, 1, 1))
    assert officers(listed(band="1+", top="10")) == [most]


def test_flag_age_goes_by_the_oldest_open_flag(listed, time_machine):
    time_machine.move_to(datetime(2026, 6, 30, 12, tzinfo=UTC), tick=False)
    officer = person_with(date(2026, 1, 1), date(2026, 1, 2))
    FlagFactory(officer=officer, fired_at=datetime(2026, 6, 1, 9, tzinfo=UTC))
    FlagFactory(officer=officer, scope="other", fired_at=datetime(2026, 6, 29, 9, tzinfo=UTC))
    FlagFactory(officer=officer, scope="third", reviewed=True, fired_at=datetime(2026, 1, 1, 9, tzinfo=UTC))
    assert listed(flag_age="0") == []
    assert [person.open_flags for person in listed(flag_age="2")] == [2]


def test_ended_lists_people_with_such_an_outcome(listed):
    dismissal = CodeFactory(code_list=CodeList.OUTCOME, group="Dismissal")
    officer = OfficerFactory()
    OutcomeFactory(pair=matter(officer), value=dismissal)
    matter(officer)
    person_with(date(2026, 1, 1), date(2026, 1, 2))
    assert officers(listed(ended="dismissal")) == [officer]
    assert listed(ended="vetting") == []


def test_details_count_over_the_filtered_cases(listed):
    category = CodeFactory(label="Use of force")
    officer = OfficerFactory()
    no_case = CodeFactory(code_list=CodeList.CASE_TO_ANSWER, code="no-case")
    case = CodeFactory(code_list=CodeList.CASE_TO_ANSWER, code="misconduct")
    for day, value in ((1, no_case), (2, case), (3, case)):
        pair = matter(officer, date(2026, 1, day), allegation__category=category)
        Decision.objects.create(
            pair=pair,
            kind=Decision.Kind.CASE_TO_ANSWER,
            value=value,
            decided_on=date(2026, 2, 1),
            decided_by=UserFactory(),
        )
    (person,) = listed(from_date="2026-01-02")
    assert (person.case_to_answer, person.answers) == (2, 2)
    assert person.categories == (("Use of force", 2),)
    assert person.last_on == date(2026, 1, 3)


def test_sealed_cases_out_of_sight_do_not_count(listed):
    officer = OfficerFactory()
    matter(officer)
    matter(officer, case={"is_sealed": True})
    assert listed() == []


@pytest.mark.parametrize("sort", ["name", "-name", "cases_12", "-cases_60", "cases", "last_on", "-last_on", "nonsense"])
def test_every_order_lists_everybody(listed, sort):
    for day in (3, 1, 2):
        person_with(date(2026, 1, day), date(2026, 1, day))
    assert len(listed(sort=sort)) == 3


def test_last_matter_orders_by_date(listed):
    old, new = (person_with(date(year, 1, 1), date(year, 1, 2)) for year in (2024, 2025))
    assert officers(listed(sort="last_on")) == [old, new]
    assert officers(listed(sort="-last_on")) == [new, old]


@pytest.mark.parametrize(
    "query", [{"band": "many"}, {"month": "2026-13"}, {"month": "March"}, {"top": "7"}, {"flag_age": "x"}]
)
def test_filter_that_cannot_be_read_lists_nobody(signed_in, query):
    person_with(date(2026, 1, 1), date(2026, 1, 2))
    response = signed_in("manager").get(PAGE, query)
    assert response.status_code == 400
    assert not response.context["people"]
    assert "There is a problem" in response.content.decode()


def test_people_page_asks_a_fixed_number_of_queries(signed_in):
    client = signed_in("manager")
    counts = []
    for number in (2, 20):
        for _ in range(number):
            person_with(date(2026, 1, 1), date(2026, 1, 2))
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1]
