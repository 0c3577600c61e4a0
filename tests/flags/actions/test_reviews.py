from datetime import date

import pytest

from cases.flags.actions import reviews
from cases.flags.models import Flag
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.factories import FlagFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def decide(flag, by, **changes):
    given = {"decision": "no_action", "reason": "Read the whole history.", "version": flag.version}
    return reviews.decide(flag=flag, by=by, **{**given, **changes})


def test_decide_closes_the_flag_with_a_reason_and_puts_it_on_record(person):
    flag, manager = FlagFactory(), person("manager")
    review = decide(flag, manager, reason="  Read the whole history. ")
    flag.refresh_from_db()
    assert (flag.status, flag.version) == (Flag.Status.REVIEWED, 2)
    assert (review.reason, review.decided_by) == ("Read the whole history.", manager)
    event = AuditEvent.objects.get(action="flag.reviewed")
    assert event.reason == "Read the whole history."
    assert event.after == {"status": "reviewed", "decision": "no_action", "monitor_until": None}
    assert f"officers.officer:{flag.officer_id}" in event.touched


def test_a_later_decision_is_added_to_the_first(person):
    flag, manager = FlagFactory(), person("manager")
    decide(flag, manager)
    flag.refresh_from_db()
    decide(flag, manager, decision="welfare")
    assert list(flag.reviews.values_list("decision", flat=True)) == ["welfare", "no_action"]


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"reason": "  "}, "reason", "Enter the reason for your decision."),
        ({"decision": "sack"}, "decision", "Select a decision from the list."),
        ({"decision": "monitor"}, "monitor_until", "Enter the date to monitor until."),
        (
            {"decision": "monitor", "monitor_until": date(2026, 3, 4)},
            "monitor_until",
            "The date to monitor until must be after today and not after 4 March 2027.",
        ),
        (
            {"decision": "monitor", "monitor_until": date(2027, 3, 5)},
            "monitor_until",
            "The date to monitor until must be after today and not after 4 March 2027.",
        ),
        (
            {"decision": "welfare", "monitor_until": date(2026, 6, 4)},
            "monitor_until",
            "Take out the date, or choose “Monitor until a date”.",
        ),
    ],
)
def test_decide_refuses_what_does_not_fit_and_says_how_to_mend_it(person, changes, field, message):
    flag = FlagFactory()
    with pytest.raises(Refused) as refused:
        decide(flag, person("manager"), **changes)
    assert (refused.value.field, refused.value.message) == (field, message)
    assert not flag.reviews.exists()


def test_decide_to_monitor_keeps_the_date(person):
    review = decide(FlagFactory(), person("manager"), decision="monitor", monitor_until=date(2026, 6, 4))
    assert review.monitor_until == date(2026, 6, 4)


def test_of_two_who_decide_at_once_the_second_is_told_who_was_first(person):
    flag, first, second = FlagFactory(), person("manager", first_name="Ada", last_name="First"), person("manager")
    decide(flag, first, decision="welfare")
    with pytest.raises(ChangedMeanwhile, match="Ada First decided “Welfare conversation” on 4 March 2026"):
        decide(flag, second)


def test_decide_on_a_replaced_flag_points_to_the_newer_one(person):
    flag = FlagFactory(status=Flag.Status.SUPERSEDED)
    with pytest.raises(ChangedMeanwhile, match="newer flag"):
        decide(flag, person("manager"))


@pytest.mark.parametrize("role", ["caseworker", "investigator", "auditor", "administrator"])
def test_decide_refuses_everybody_but_managers(person, role):
    with pytest.raises(NotAllowed):
        decide(FlagFactory(), person(role))


def test_nobody_decides_on_a_flag_on_themselves(person):
    manager = person("manager")
    with pytest.raises(OutOfScope):
        decide(FlagFactory(officer__account=manager), manager)


def test_assign_gives_the_flag_to_a_reviewer_and_back(person):
    flag, manager, other = FlagFactory(), person("manager"), person("manager")
    flag = reviews.assign(flag=flag, reviewer=other, version=1, by=manager)
    assert (flag.assigned_to, flag.version) == (other, 2)
    assert reviews.assign(flag=flag, reviewer=None, version=2, by=manager).assigned_to is None
    first = AuditEvent.objects.filter(action="flag.assigned").last()
    assert (first.before, first.after) == ({"assigned_to": ""}, {"assigned_to": other.get_full_name()})


def test_assign_refuses_who_may_not_review_and_the_person_it_is_about(person):
    manager, auditor = person("manager"), person("auditor")
    about_manager = FlagFactory(officer__account=manager)
    for flag, reviewer in ((FlagFactory(), auditor), (about_manager, manager)):
        with pytest.raises(Refused):
            reviews.assign(flag=flag, reviewer=reviewer, version=1, by=person("manager"))


def test_assign_tells_who_was_overtaken(person):
    flag, manager = FlagFactory(), person("manager")
    reviews.assign(flag=flag, reviewer=manager, version=1, by=manager)
    with pytest.raises(ChangedMeanwhile, match="Somebody else changed this flag"):
        reviews.assign(flag=flag, reviewer=None, version=1, by=person("manager"))
