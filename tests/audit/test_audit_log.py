from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from misconduct.audit.models import AuditEvent, Result
from misconduct.audit.record import record
from misconduct.core import pagination
from tests.factories import CaseFactory, OfficerFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/audit/"


def shown(response) -> list[str]:
    return [event.action for event in response.context["object_list"]]


@pytest.fixture
def auditor(signed_in):
    return signed_in("auditor")


@pytest.mark.parametrize(
    ("role", "status"),
    [("auditor", 200), ("caseworker", 403), ("investigator", 403), ("manager", 403), ("administrator", 403)],
)
def test_who_may_read_the_log(signed_in, role, status):
    assert signed_in(role).get(PAGE).status_code == status


def test_log_takes_no_post(auditor):
    assert auditor.post(PAGE).status_code == 405


def test_reading_the_log_is_on_record(auditor):
    auditor.get(f"{PAGE}?result=denied")
    event = AuditEvent.objects.get()
    assert (event.action, event.after["query"]) == ("audit.list_viewed", "result=denied")


def test_who_looked_at_this_officer_answers_also_for_lists(auditor):
    officer, other = OfficerFactory(), OfficerFactory()
    by = UserFactory()
    record("officer.viewed", by=by, target=officer)
    record("officer.list_viewed", by=by, touched=[officer, other])
    record("officer.viewed", by=by, target=other)
    for asked in (f"officers.officer:{officer.pk}", officer.number):
        response = auditor.get(PAGE, {"record": asked})
        assert shown(response) == ["officer.list_viewed", "officer.viewed"]
        assert str(officer) in response.content.decode()


def test_a_case_is_found_by_its_reference(auditor):
    case = CaseFactory()
    record("case.viewed", by=UserFactory(), target=case)
    assert shown(auditor.get(PAGE, {"record": case.reference.lower()})) == ["case.viewed"]


@pytest.mark.parametrize("asked", ["nothing-like-it", "officers.officer:0", "no.model:1", "'; --", "x" * 300])
def test_a_record_that_is_not_there_shows_no_event(auditor, asked):
    record("officer.viewed", by=UserFactory(), target=OfficerFactory())
    response = auditor.get(PAGE, {"record": asked})
    assert response.status_code == 200
    assert shown(response) == []


def test_log_filters_by_person_action_and_result(auditor):
    ada, ben = UserFactory(), UserFactory()
    record("case.viewed", by=ada)
    record("access.denied", by=ben, result=Result.DENIED)
    assert shown(auditor.get(PAGE, {"person": ada.pk})) == ["case.viewed"]
    assert shown(auditor.get(PAGE, {"action": "access.denied"})) == ["access.denied"]
    assert shown(auditor.get(PAGE, {"result": "denied"})) == ["access.denied"]


def test_log_filters_by_days_in_london(auditor):
    for action, moment in (
        ("a.before", datetime(2026, 6, 30, 22, 59, tzinfo=UTC)),
        ("a.within", datetime(2026, 6, 30, 23, 0, tzinfo=UTC)),
    ):
        AuditEvent.objects.create(
            occurred_at=moment, actor_name="x", actor_role="x", action=action, request_id="0" * 32
        )
    assert shown(auditor.get(PAGE, {"since": "2026-07-01", "until": "2026-07-01"})) == ["a.within"]
    assert shown(auditor.get(PAGE, {"until": "2026-06-30"})) == ["a.before"]


def test_a_filter_that_cannot_be_read_shows_nothing_and_says_so(auditor):
    record("case.viewed", by=UserFactory())
    response = auditor.get(PAGE, {"since": "2026-02-31"})
    assert response.status_code == 400
    assert shown(response) == []


def test_log_shows_what_changed_and_why(auditor):
    record("case.moved", by=UserFactory(), before={"stage": "received"}, after={"stage": "closed"}, reason="All done")
    text = auditor.get(PAGE).content.decode()
    assert "Stage: received → closed" in text
    assert "All done" in text
    assert "Case moved" in text


def test_a_script_in_the_log_is_shown_and_never_run(auditor):
    record("case.moved", by=UserFactory(), reason="<script>alert(1)</script>")
    assert "<script>alert" not in auditor.get(PAGE).content.decode()


def test_log_counts_no_further_than_its_cap(auditor, monkeypatch):
    monkeypatch.setattr(pagination, "MOST_COUNTED", 60)
    for _ in range(70):
        record("case.viewed", by=auditor.user)
    response = auditor.get(f"{PAGE}?page=2")
    assert len(response.context["object_list"]) == 10
    assert "More than 60 events" in response.content.decode()


def test_log_asks_the_same_number_of_queries_for_two_events_and_twenty(auditor):
    counts = []
    for more in (2, 18):
        for _ in range(more):
            record("officer.viewed", by=UserFactory(), target=OfficerFactory())
        with CaptureQueriesContext(connection) as queries:
            auditor.get(PAGE)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_actions_are_read_without_repeats():
    for action in ("b.two", "a.one", "b.two"):
        record(action, by=UserFactory())
    assert AuditEvent.objects.actions() == ["a.one", "b.two"]
