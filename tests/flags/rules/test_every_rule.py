"""What holds of every rule: the same facts give the same answer, and what a flag keeps is enough to find it again."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.flags import rules
from cases.flags.rules.frozen import circumstances_to_json, history_from_json, matter_from_json, matter_to_json
from cases.flags.rules.history import History, Hit, Matter
from tests.flags.rules.histories import AS_AT
from tests.flags.rules.invented import invented, parameters_of

every_rule = pytest.mark.parametrize("slug", rules.SLUGS)


def said(hits: tuple[Hit, ...]) -> Any:
    """What a flag would say: everything but the order in which matters were left out."""
    return [
        (hit.scope, hit.counted, frozenset(hit.left_out), hit.window_from, hit.window_to, hit.sentence, hit.also)
        for hit in hits
    ]


def found(slug: str, history: History, parameters: Any) -> tuple[Hit, ...]:
    return rules.apply(slug, history, as_at=AS_AT, parameters=parameters)


def through_json(matter: Matter) -> Matter:
    facts = json.loads(json.dumps(matter_to_json(matter)))
    return matter_from_json(facts, subject_id=matter.subject_id, dated_on=matter.dated_on, dated_by=matter.dated_by)


@every_rule
@settings(max_examples=150, deadline=None)
@given(number=st.integers(0, 2**32))
def test_the_same_facts_give_the_same_answer(slug, number):
    history, parameters = invented(slug, number), parameters_of(slug, number)
    hits = found(slug, history, parameters)
    _each_matter_stands_once(hits)
    _nothing_of_the_day_or_later_counts(slug, hits)
    _the_order_of_matters_changes_nothing(slug, history, parameters)
    _a_matter_that_cannot_count_changes_nothing(slug, history, parameters)
    for hit in hits:
        _what_a_flag_keeps_gives_it_again(slug, history, parameters, hit)


@every_rule
def test_the_invented_histories_give_every_rule_something_to_find(slug):
    assert sum(bool(found(slug, invented(slug, n), parameters_of(slug, n))) for n in range(150)) >= 15


def _each_matter_stands_once(hits):
    """And a scope once in an answer: the database refuses a second row for either."""
    assert len({hit.scope_key for hit in hits}) == len(hits)
    for hit in hits:
        named = [matter.subject_id for matter in (*hit.counted, *(left.matter for left in hit.left_out))]
        assert len(named) == len(set(named))
        assert hit.window_from <= hit.window_to == AS_AT
        assert all(left.reason for left in hit.left_out)


def _nothing_of_the_day_or_later_counts(slug, hits):
    for hit in hits:
        assert all((one.notified_on if slug == "notices-served" else one.dated_on) < AS_AT for one in hit.counted)


def _the_order_of_matters_changes_nothing(slug, history, parameters):
    plain = said(found(slug, history, parameters))
    for shuffled in (history.matters[::-1], history.matters[1::2] + history.matters[::2]):
        assert said(found(slug, replace(history, matters=shuffled), parameters)) == plain


def _a_matter_that_cannot_count_changes_nothing(slug, history, parameters):
    """But what is left out."""
    undated = Matter(subject_id=99, case_id=99, dated_on=None, dated_by="")
    more = found(slug, replace(history, matters=(*history.matters, undated)), parameters)
    plain = found(slug, history, parameters)
    assert [(one.scope, one.counted, one.sentence) for one in more] == [
        (one.scope, one.counted, one.sentence) for one in plain
    ]


def _what_a_flag_keeps_gives_it_again(slug, history, parameters, hit):
    matters = map(through_json, (*hit.counted, *(left.matter for left in hit.left_out)))
    circumstances = json.loads(json.dumps(circumstances_to_json(history, rules.reads(slug))))
    kept = history_from_json(history.ABOUT, history.about_id, circumstances, matters)
    again = [one for one in found(slug, kept, parameters) if one.scope == hit.scope]
    assert said(tuple(again)) == said((hit,))


@every_rule
def test_a_rule_says_itself_in_words_and_asks_for_nothing_it_does_not_use(slug):
    kind = rules.parameters_class(slug)
    stored = {"threshold": 2, "window_months": 24}
    parameters = rules.read(slug, {name: value for name, value in stored.items() if name not in kind.UNUSED})
    assert rules.in_words(slug, parameters).endswith(".")
    assert {one.name for one in kind.used()}.isdisjoint(kind.UNUSED)
    assert all(one.metadata["label"] for one in kind.used())
