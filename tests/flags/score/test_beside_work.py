"""A flag keeps what is usual in the same work on its day, and the queue goes by the score beside it."""

from datetime import date

import pytest
from django.utils.html import strip_tags

from cases.flags.actions import runs
from cases.flags.actions.evaluation import evaluate
from cases.flags.facts.peers import SameWorks
from cases.flags.models import EvaluationRun, Flag
from cases.flags.score import work
from cases.flags.score.frozen import score_again, score_from_json
from cases.flags.score.usual import works_at_hand, works_on
from misconduct.accounts.permissions import SystemActor
from tests.constraints import assert_refused
from tests.factories import FlagFactory, OfficerFactory, PostingFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
AS_AT, BEFORE, SYSTEM = date(2026, 3, 5), date(2025, 11, 1), SystemActor("test")
USUAL = {"Busy": 8, "Quiet": 2}


@pytest.fixture
def people(monkeypatch, matter):
    """Four constables of a busy area with eight matters each in years, and four of a quiet one with two."""
    monkeypatch.setattr(work, "FEWEST_PEOPLE", 4)
    monkeypatch.setattr(work, "FEWEST_CASES", 4)
    force, found = UnitFactory(name="Force"), {}
    for name, usual in USUAL.items():
        area = UnitFactory(name=name, parent=force)
        found[name] = [PostingFactory(unit=area, officer__surname=name).officer for _ in range(4)]
        for officer in found[name]:
            for day in range(1, usual + 1):
                matter(officer, date(2021, 5, day))
    return found


def raised(matter, officer, cases):
    """A flag on somebody with so many matters of the last year besides."""
    for day in range(1, cases + 1):
        matter(officer, date(2025, 12, day))
    evaluate(officer_ids=[officer.pk], as_at=AS_AT, by=SYSTEM)
    return Flag.objects.get(officer=officer, rule__slug="cases-in-12-months")


def words(response):
    return " ".join(strip_tags(response.content.decode().replace("<br>", " ")).split())


def test_what_is_usual_counts_everyone_in_post_on_the_day_and_their_cases_of_nine_years(people, matter):
    left = PostingFactory(unit__name="Busy too", officer__left_on=date(2026, 1, 1)).officer
    matter(left, date(2025, 1, 1))
    matter(people["Busy"][0], date(2017, 3, 4))
    OfficerFactory()
    busy, quiet = sorted(works_on(AS_AT).groups.values(), key=lambda one: one.label)
    assert (busy.label, busy.people, busy.cases) == ("Constable, Busy", 4, 32)
    assert (quiet.label, quiet.people, quiet.cases) == ("Constable, Quiet", 4, 8)
    assert (busy.everyone, busy.cases_of_everyone) == (9, 40)


def test_a_flag_keeps_what_was_usual_and_gives_the_same_card_again_whatever_came_since(people, matter):
    flag = raised(matter, people["Busy"][0], 4)
    assert flag.score_card["same_work"] == ["Constable, Busy", 4, 36, 8, 44]
    assert (flag.score, flag.score_percent) == (36, 61)
    for officer in people["Busy"]:
        matter(officer, date(2026, 1, 1))
    assert score_again(flag.score_card) == score_from_json(flag.score_card)
    assert score_again(flag.score_card).in_queue == 36 * 61


def test_a_busy_beat_alone_puts_nobody_first(signed_in, people, matter):
    """Twelve matters where nine are usual, and five where two and more are."""
    busy, quiet = raised(matter, people["Busy"][0], 4), raised(matter, people["Quiet"][0], 3)
    assert busy.score > quiet.score
    Flag.objects.update(tier=2, due_on=AS_AT)
    client = signed_in("manager")
    in_order = list(client.get("/flags/?rule=cases-in-12-months").context["object_list"])
    assert in_order == [quiet, busy]
    assert [flag.score_in_queue for flag in in_order] == [
        score_from_json(flag.score_card).in_queue for flag in (quiet, busy)
    ]
    assert list(client.get("/flags/?rule=cases-in-12-months&sort=-score").context["object_list"]) == [busy, quiet]


def test_the_page_and_the_queue_say_how_the_points_count(signed_in, people, matter):
    flag, client = raised(matter, people["Busy"][0], 4), signed_in("manager")
    told = (
        "4 people in the same work (Constable, Busy) were named in 9.00 cases each, everybody in post in 5.50. So 61"
        " in 100 points count when flags are put in order: 36 count as 22.0."
    )
    assert told in words(client.get(f"/flags/{flag.pk}/"))
    assert "36 counts as 22.0" in words(client.get("/flags/"))


def test_a_case_withheld_from_the_reader_does_not_count_in_their_order_either(signed_in, people, matter):
    flag = raised(matter, people["Busy"][0], 4)
    sealed = flag.officer.subjects.order_by("case__received_on").first().case
    sealed.is_sealed, sealed.sealed_reason = True, "Invented"
    sealed.save()
    client = signed_in("manager")
    assert client.get("/flags/").context["object_list"][0].score_in_queue == 34 * 61
    assert "34 count as 20.7" in words(client.get(f"/flags/{flag.pk}/"))


def test_whoever_has_too_few_people_beside_them_counts_in_full_and_the_page_says_so(signed_in, matter):
    flag, client = raised(matter, PostingFactory().officer, 3), signed_in("manager")
    assert (flag.score, flag.score_percent, flag.score_card["same_work"]) == (15, None, None)
    assert "All points count when flags are put in order: too few people" in words(client.get(f"/flags/{flag.pk}/"))
    assert client.get("/flags/").context["object_list"][0].score_in_queue == 1500


def test_a_flag_of_before_counts_in_full_and_one_without_a_score_comes_last(signed_in):
    card = {"as_at": "2026-03-04", "lines": [], "weights": {"note": "Invented note."}}
    due = {"tier": 2, "due_on": AS_AT}
    none = FlagFactory(**due)
    compared = FlagFactory(score=30, score_percent=50, score_card=card, **due)
    older = FlagFactory(score=20, score_card=card, **due)
    client = signed_in("manager")
    assert list(client.get("/flags/").context["object_list"]) == [older, compared, none]
    assert "this flag was raised before they were set beside" in words(client.get(f"/flags/{older.pk}/"))


def test_every_range_of_a_run_sets_scores_beside_what_was_usual_at_its_start(people, matter):
    for officer in people["Busy"]:
        for day in range(1, 4):
            matter(officer, date(2025, 12, day))
    run = runs.start(as_at=AS_AT, by=SYSTEM)
    for officer in people["Quiet"]:
        for day in range(1, 4):
            matter(officer, date(2025, 12, day))
    for one in run.ranges.all():
        runs.evaluate_range(range_id=one.pk, by=SYSTEM)
    kept = {tuple(flag.score_card["same_work"]) for flag in Flag.objects.filter(officer__isnull=False)}
    assert kept == {("Constable, Busy", 4, 44, 8, 52), ("Constable, Quiet", 4, 8, 8, 52)}


def test_one_evaluation_takes_what_the_last_run_found_for_a_month(people, django_assert_num_queries):
    found = works_on(AS_AT)
    EvaluationRun.objects.create(as_at=BEFORE, works=[])
    EvaluationRun.objects.create(as_at=AS_AT, works=None)
    assert works_at_hand(AS_AT) == found
    EvaluationRun.objects.create(as_at=AS_AT, works=found.stored()[:1], options={"rules": ["one"]})
    with django_assert_num_queries(1):
        assert works_at_hand(AS_AT) == SameWorks.from_stored(found.stored()[:1])


@pytest.mark.parametrize(
    "fields",
    [{"score_percent": 50}, {"score": 3, "score_card": {"lines": []}, "score_percent": 0}],
    ids=["of no score", "for nothing"],
)
def test_flag_score_percent_of_a_score(fields):
    flag = FlagFactory()

    def broken():
        for name, value in fields.items():
            setattr(flag, name, value)
        return flag

    assert_refused(broken, "flag_score_percent_of_a_score", "Only a score counts in part, and never for nothing.")
