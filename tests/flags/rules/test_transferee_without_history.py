from datetime import date, timedelta

import pytest

from cases.flags import rules
from cases.flags.rules.history import PriorForce
from cases.flags.rules.transferee_without_history import ADVERSE, MISSING
from tests.flags.rules.histories import AS_AT, hits_of, person, told

SLUG = "transferee-without-history"
JOINED = date(2026, 1, 5)
FROM = date(2015, 6, 1)


def came_from(**answer):
    return PriorForce("Invented Constabulary", FROM, JOINED, **answer)


def found(*forces, joined=JOINED, as_at=AS_AT, **changed):
    return hits_of(SLUG, person(prior_forces=forces, appointed_on=joined), as_at=as_at, **changed)


def test_a_history_that_has_not_come_asks_for_a_look():
    (hit,) = found(came_from())
    assert (hit.scope, hit.counted, hit.left_out) == (MISSING, (), ())
    assert (hit.window_from, hit.window_to) == (JOINED, AS_AT)
    assert hit.also == ("Invented Constabulary 2015-06-01",)
    assert hit.sentence == (
        "The misconduct history of Invented Constabulary has not been received; the rule asks a person to look at"
        " whoever served in another force whose history is missing or adverse."
    )


def test_an_adverse_one_asks_for_a_look_too_and_a_clean_one_does_not():
    (hit,) = found(came_from(received_on=date(2026, 1, 10), is_adverse=True))
    assert hit.scope == ADVERSE
    assert "The misconduct history of Invented Constabulary is adverse;" in hit.sentence
    assert found(came_from(received_on=date(2026, 1, 10))) == ()
    assert found() == ()


@pytest.mark.parametrize(("days", "fires"), [(28, False), (29, True)])
def test_the_force_has_four_weeks_to_answer(days, fires):
    assert bool(found(came_from(), as_at=JOINED + timedelta(days=days))) is fires


def test_without_a_day_of_appointment_there_is_no_grace():
    (hit,) = found(came_from(), joined=None)
    assert (hit.window_from, hit.window_to) == (AS_AT, AS_AT)


def test_what_came_after_the_day_looked_at_had_not_come():
    answered = came_from(received_on=AS_AT, is_adverse=True)
    assert [hit.scope for hit in found(answered)] == [MISSING]
    assert [hit.scope for hit in found(answered, as_at=AS_AT + timedelta(days=1))] == [ADVERSE]


def test_missing_and_adverse_histories_are_said_apart():
    other = PriorForce("Other Constabulary", None, FROM, date(2026, 1, 10), is_adverse=True)
    hits = found(came_from(), other)
    assert [(hit.scope, hit.also) for hit in hits] == [
        (MISSING, ("Invented Constabulary 2015-06-01",)),
        (ADVERSE, ("Other Constabulary",)),
    ]


def test_matters_of_this_force_do_not_count():
    history = person(told(1, date(2026, 2, 1)), prior_forces=(came_from(),), appointed_on=JOINED)
    (hit,) = hits_of(SLUG, history)
    assert hit.counted == ()


def test_the_rule_reads_as_a_sentence():
    assert rules.in_words(SLUG, rules.read(SLUG, {})) == (
        "Somebody who served in another force, when its misconduct history of them is adverse or has not been received"
        " 28 days after they joined."
    )
