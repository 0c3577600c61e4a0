"""The pages about people who are watched, and what My work and the page of a person say of it."""

import pytest

from cases.watches.models import Watch
from misconduct.audit.models import AuditEvent
from tests.factories import CaseFactory, OfficerFactory, SubjectFactory
from tests.factories.watches import WatchFactory

pytestmark = pytest.mark.django_db
REASON = "Three matters in one summer."


def text(client, path):
    return client.get(path).content.decode()


def test_a_manager_watches_somebody_is_told_on_my_work_reads_and_ends_it(signed_in):
    manager, officer = signed_in("manager"), OfficerFactory()
    assert "Watch this person" in text(manager, f"/officers/{officer.pk}/")
    page = manager.get(f"/flags/watches/start/{officer.pk}/").context["form"]
    given = {"reason": REASON, **_boxes("ends_on", page["ends_on"].initial)}
    answer = manager.post(f"/flags/watches/start/{officer.pk}/", given)
    watch = Watch.objects.get()
    assert answer.url == f"/flags/watches/{watch.pk}/"
    assert "nothing new" in text(manager, "/")
    Watch.objects.update(started_at=watch.started_at.replace(year=2020))
    case = SubjectFactory(officer=officer).case
    assert f'new matter, <a class="govuk-link" href="{case.get_absolute_url()}"' in text(manager, "/")
    detail = manager.get(f"/flags/watches/{watch.pk}/")
    assert case.reference in detail.content.decode()
    assert manager.post(f"/flags/watches/{watch.pk}/read/", detail.context["read_fields"]).status_code == 302
    assert "nothing new" in text(manager, "/")
    assert manager.post(f"/flags/watches/{watch.pk}/end/", {"reason": "Moved on."}).status_code == 302
    assert "People you watch" not in text(manager, "/")
    assert "Nobody watches this person." in text(manager, f"/officers/{officer.pk}/")


def _boxes(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_a_day_too_far_off_is_refused_and_nothing_typed_is_lost(signed_in):
    officer = OfficerFactory()
    answer = signed_in("manager").post(
        f"/flags/watches/start/{officer.pk}/",
        {"reason": REASON, "ends_on_day": "1", "ends_on_month": "1", "ends_on_year": "2999"},
    )
    assert answer.status_code == 422
    assert REASON in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [("manager", 200), ("auditor", 200), ("caseworker", 403), ("investigator", 403), ("administrator", 403)],
)
def test_the_list_is_for_those_who_see_flags(signed_in, role, status):
    watch = WatchFactory()
    answer = signed_in(role).get("/flags/watches/")
    assert answer.status_code == status
    assert (watch.reason in answer.content.decode()) is (status == 200)


@pytest.mark.parametrize(("role", "sees"), [("manager", True), ("auditor", True), ("caseworker", False)])
def test_the_page_of_a_person_says_who_watches_to_those_who_see_flags(signed_in, role, sees):
    watch = WatchFactory()
    page = text(signed_in(role), f"/officers/{watch.officer_id}/")
    assert (str(watch.watcher) in page) is sees
    assert ("Watched by" in page) is sees


def test_whoever_is_watched_learns_nothing_of_it(signed_in):
    manager = signed_in("manager")
    watch = WatchFactory(officer=OfficerFactory(account=manager.user))
    assert watch.reason not in text(manager, "/flags/watches/")
    assert manager.get(f"/flags/watches/{watch.pk}/").status_code == 404
    assert manager.get(f"/flags/watches/start/{watch.officer_id}/").status_code == 404


def test_a_sealed_case_is_in_no_number_and_on_no_page(signed_in):
    manager = signed_in("manager")
    watch = WatchFactory(watcher=manager.user)
    case = SubjectFactory(officer=watch.officer, case=CaseFactory(is_sealed=True)).case
    for path in ("/", "/flags/watches/", f"/flags/watches/{watch.pk}/"):
        page = text(manager, path)
        assert case.reference not in page
    assert "Nothing yet" in text(manager, f"/flags/watches/{watch.pk}/")


def test_looking_is_on_record_with_whom_and_what_was_told(signed_in):
    manager = signed_in("manager")
    watch = WatchFactory(watcher=manager.user)
    case = SubjectFactory(officer=watch.officer).case
    for path, event in (("/flags/watches/", "list_viewed"), (f"/flags/watches/{watch.pk}/", "viewed")):
        manager.get(path)
        touched = AuditEvent.objects.get(action=f"watch.{event}").touched
        assert {f"officers.officer:{watch.officer_id}", f"cases.case:{case.pk}"} <= set(touched)
    manager.get("/")
    assert f"cases.case:{case.pk}" in AuditEvent.objects.get(action="home.viewed").touched


def test_the_list_shows_those_that_run_and_others_when_asked(signed_in):
    manager = signed_in("manager")
    running, other = WatchFactory(watcher=manager.user), WatchFactory()
    over = WatchFactory()
    Watch.objects.filter(pk=over.pk).update(ended_at=over.started_at, ended_by=manager.user, end_reason="x")
    shown = [row[0] for row in manager.get("/flags/watches/").context["rows"]]
    assert set(shown) == {running, other}
    assert [row[0] for row in manager.get("/flags/watches/?whose=mine").context["rows"]] == [running]
    assert [row[0] for row in manager.get("/flags/watches/?state=over").context["rows"]] == [over]


def test_query_count_is_constant(signed_in, django_assert_max_num_queries):
    client = signed_in("manager")

    def made():
        SubjectFactory(officer=WatchFactory(watcher=client.user).officer)

    made()
    for path, most in (("/flags/watches/", 16), ("/", 60)):
        with django_assert_max_num_queries(most) as few:
            client.get(path)
        for _ in range(4):
            made()
        with django_assert_max_num_queries(len(few)):
            client.get(path)
