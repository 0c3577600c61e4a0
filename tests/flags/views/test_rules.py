import pytest

from cases.flags.models import FlagReview, Rule, SecondReading
from misconduct.audit.models import AuditEvent
from tests.factories import FlagFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.mark.parametrize(
    ("role", "status"),
    [("manager", 200), ("auditor", 200), ("caseworker", 403), ("investigator", 403), ("administrator", 403)],
)
def test_only_those_who_see_flags_see_the_rules(signed_in, role, status):
    assert signed_in(role).get("/flags/rules/").status_code == status


def test_rules_cannot_be_posted_to(signed_in):
    assert signed_in("manager").post("/flags/rules/").status_code == 405


def test_each_rule_is_there_in_words(signed_in):
    page = signed_in("manager").get("/flags/rules/").content.decode()
    assert "3 different cases or more in the last 12 months" in page
    assert "2 different cases or more with an allegation of the same category in the last 24 months" in page
    assert all(rule.name in page for rule in Rule.objects.all())
    assert AuditEvent.objects.filter(action="flag.rules_viewed").exists()


def test_a_rule_says_how_many_flags_it_raised_and_how_many_were_acted_on(signed_in):
    client = signed_in("manager")
    for decision in ("no_action", "no_action", "welfare"):
        flag = FlagFactory(reviewed=True)
        FlagReview.objects.create(flag=flag, decision=decision, reason="Read.", decided_by=client.user)
    FlagFactory()
    effects = {effect.rule.slug: effect for effect in client.get("/flags/rules/").context["effects"]}
    found = effects["cases-in-24-months"]
    assert (found.open, found.in_a_year, found.reviewed, found.acted_on) == (1, 4, 3, 1)
    assert found.share_acted_on == pytest.approx(1 / 3)
    assert effects["cases-in-12-months"].share_acted_on is None


def test_a_decision_that_was_sent_back_is_no_review_and_no_action(signed_in):
    """Vetting was decided and sent back, then no action was decided: nothing came of the flag."""
    client, decider = signed_in("manager"), UserFactory(role="manager")
    flag = FlagFactory(reviewed=True)
    sent_back = FlagReview.objects.create(flag=flag, decision="vetting", reason="Read.", decided_by=decider)
    SecondReading.objects.create(
        review=sent_back, verdict="sent_back", reason="Not weighed.", decided_by=decider, read_by=client.user
    )
    effects = {effect.rule.slug: effect for effect in client.get("/flags/rules/").context["effects"]}
    assert (effects[flag.rule.slug].reviewed, effects[flag.rule.slug].acted_on) == (0, 0)
    FlagReview.objects.create(flag=flag, decision="no_action", reason="Weighed.", decided_by=decider)
    effects = {effect.rule.slug: effect for effect in client.get("/flags/rules/").context["effects"]}
    assert (effects[flag.rule.slug].reviewed, effects[flag.rule.slug].acted_on) == (1, 0)
    found = {wanted: client.get(f"/flags/?status=&decision={wanted}") for wanted in ("any", "acted", "no_action")}
    assert {wanted: len(page.context["object_list"]) for wanted, page in found.items()} == {
        "any": 1,
        "acted": 0,
        "no_action": 1,
    }


def test_rules_query_count_is_constant(signed_in, django_assert_max_num_queries):
    client = signed_in("manager")
    with django_assert_max_num_queries(15) as few:
        client.get("/flags/rules/")
    for _ in range(5):
        FlagFactory()
    with django_assert_max_num_queries(len(few)):
        client.get("/flags/rules/")
