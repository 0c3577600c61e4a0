"""A flag that tells who reported in confidence is there only for those who may know that, and for nobody else."""

from datetime import date, timedelta

import pytest
from cryptography.fernet import Fernet
from django.utils import timezone

from cases.contacts.actions import reporters
from cases.contacts.actions.reporters import Identity
from cases.flags.actions import evaluation
from cases.flags.models import Backtest, Flag, FlagReview, Rule, RuleVersion, ScoredMatter
from cases.flags.rules import reporter_reprisal
from cases.merges.effect import effect_of
from misconduct.accounts.permissions import SystemActor
from misconduct.audit.models import AuditEvent
from misconduct.audit.querysets import key_of
from reports.exports.registry import EXPORTS
from tests.factories import CaseFactory, FlagFactory, FlagMatterFactory, OfficerFactory, SubjectFactory, UserFactory
from tests.factories.watches import WatchFactory

pytestmark = pytest.mark.django_db
WORDS = ("Reprisal, invented", "A restricted record protects")


@pytest.fixture
def rule() -> Rule:
    found, _ = Rule.objects.get_or_create(slug=reporter_reprisal.SLUG, defaults={"name": "Possible reprisal"})
    RuleVersion.objects.get_or_create(
        rule=found,
        number=1,
        defaults={
            "parameters": {"threshold": 1, "window_months": 1200, "review_days": 7},
            "effective_from": date(2020, 2, 1),
            "written_by": "Invented",
            "approved_by": "Another",
        },
    )
    return found


@pytest.fixture
def flag(rule) -> Flag:
    flag = FlagFactory(rule=rule, sentence="Reprisal, invented", fired_at=timezone.now())
    FlagMatterFactory(flag=flag)
    return flag


def told(text: str) -> list[str]:
    return [word for word in WORDS if word in text]


def pages(flag):
    case = flag.matters.get().subject.case_id
    return (
        *("/", "/flags/", "/flags/?status=", f"/officers/{flag.officer_id}/", "/officers/", "/reports/repeat/"),
        *(f"/cases/{case}/", f"/cases/{case}/people/", f"/cases/{case}/timeline/", "/reports/repeat/people/"),
        f"/search/?q={flag.officer.number}",
    )


def test_whoever_may_identify_reporters_sees_it(signed_in, flag):
    client = signed_in("manager")
    assert "Reprisal, invented" in client.get(f"/flags/{flag.pk}/").text
    assert client.get("/flags/").context["paginator"].count == 1
    assert "Reprisal, invented" in client.get(f"/officers/{flag.officer_id}/").text
    assert client.get("/reports/repeat/").context["figures"].flags == 1


def test_no_page_shows_or_counts_it_to_anybody_else(signed_in, flag):
    client = signed_in("auditor", is_staff=True)
    shown = {}
    for path in pages(flag):
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, path
        shown[path] = told(answer.text)
    assert shown == dict.fromkeys(pages(flag), [])
    assert client.get(f"/flags/{flag.pk}/").status_code == 404
    assert [tab.count for tab in client.get("/flags/").context["tabs"]] == [0, 0, 0, 0, 0]
    assert client.get(f"/officers/{flag.officer_id}/").context["flags"] == []
    assert client.get("/reports/repeat/").context["figures"].flags == 0
    ScoredMatter.objects.create(flag=flag, subject=flag.matters.get().subject, points=7)
    for model in ("flag", "flagmatter", "scoredmatter"):
        assert client.get(f"/admin/flags/{model}/").context["cl"].result_count == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("slug", EXPORTS)
def test_no_export_holds_it_for_anybody_else(signed_in, flag, slug):
    FlagReview.objects.create(flag=flag, decision="welfare", reason="Reprisal, invented", decided_by=UserFactory())
    client = signed_in("auditor")
    body = b"".join(client.post(f"/reports/exports/{slug}/", {"reason": "Audit"}).streaming_content).decode()
    assert told(body) == []
    assert reporter_reprisal.SLUG not in body


def test_nobody_else_decides_on_it_or_is_given_it(signed_in, flag):
    client = signed_in("auditor")
    answer = {"decision": "welfare", "reason": "Invented", "version": flag.version}
    assert client.post(f"/flags/{flag.pk}/decide/", answer).status_code in {403, 404}
    assert not Flag.objects.visible_to(client.user).exists()
    assert list(Flag.objects.withheld_from(client.user)) == [flag]


def test_back_tests_of_the_rule_are_for_the_same_few(signed_in, rule):
    tried = Backtest.objects.create(rule=rule, parameters={}, first_on=date(2025, 1, 1), last_on=date(2025, 2, 1))
    assert signed_in("auditor").get(f"/flags/backtests/{tried.pk}/").status_code == 404
    assert Backtest.objects.visible_to(UserFactory(role="manager")).get() == tried


def test_what_a_merge_would_do_does_not_tell_of_it(protected, rule):
    assert not any(line.rule == rule.name for line in effect_of(protected.pk, OfficerFactory().pk))


@pytest.fixture
def protected(settings):
    """An officer who reported in confidence, and against whom an allegation followed."""
    settings.REPORTER_KEYS = [Fernet.generate_key().decode()]
    officer = OfficerFactory()
    identity = Identity(name="Invented", number=officer.number)
    reporters.add(by=UserFactory(), case=CaseFactory(), identity=identity)
    SubjectFactory(officer=officer, case=CaseFactory(received_on=timezone.localdate()))
    return officer


def test_an_allegation_after_a_report_is_flagged_and_the_log_names_nobody(signed_in, protected, rule):
    as_at = timezone.localdate() + timedelta(days=1)
    evaluation.evaluate(officer_ids=[protected.pk], as_at=as_at, by=SystemActor("test"))
    flag = Flag.objects.get(rule=rule)
    assert flag.officer == protected

    manager = signed_in("manager")
    watch = WatchFactory(officer=protected, watcher=manager.user)
    of_person = (f"/officers/{protected.pk}/", watch.get_absolute_url(), "/flags/watches/", "/")
    for path in (f"/flags/{flag.pk}/", "/flags/", *of_person):
        assert manager.get(path).status_code == 200, path
    answer = {"decision": "welfare", "reason": "Read", "version": flag.version}
    assert manager.post(f"/flags/{flag.pk}/decide/", answer).status_code == 302

    events = AuditEvent.objects.filter(touched__contains=[key_of(flag)])
    assert {event.action for event in events} == {"flag.raised", "flag.viewed", "flag.reviewed"}
    assert {key for event in events for key in event.touched} == {key_of(flag)}
    assert not any(protected.number in event.object_label for event in events)
    client = signed_in("auditor")
    assert client.get("/audit/", {"record": key_of(flag)}).context["about"] == []
    assert told(client.get("/audit/").text) == []
    asked = client.get("/audit/", {"record": protected.number})
    assert "Withheld from you" not in asked.text
