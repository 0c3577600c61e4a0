"""A flag keeps the card it was raised with, and it can be made again from what was kept."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cases.flags.actions.evaluation import evaluate
from cases.flags.histories import histories_of
from cases.flags.models import Flag, ScoredMatter
from cases.flags.rules.team_history import TeamHistory
from cases.flags.score.card import score
from cases.flags.score.frozen import score_again, score_from_json
from cases.flags.score.kept import put_score
from misconduct.accounts.permissions import SystemActor
from tests.factories import AllegationSubjectFactory, CodeFactory, FlagFactory, OutcomeFactory, SubjectFactory
from tests.factories.rulings import DecisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
AS_AT = date(2026, 3, 5)


@pytest.fixture
def flag(repeated, matter):
    """Three matters not decided, an older one proven with a warning that is live, and one too old to give points."""
    officer = repeated()
    older = matter(officer, date(2021, 5, 5), category=CodeFactory())
    matter(officer, date(2016, 5, 5))
    pair = older.pairs.get()
    DecisionFactory(pair=pair, kind="finding", code="misconduct", decided_on=date(2025, 1, 1))
    OutcomeFactory(pair=pair, decided_on=date(2025, 1, 1), live_from=date(2025, 1, 1), live_to=date(2027, 1, 1))
    evaluate(officer_ids=[officer.pk], as_at=AS_AT, by=SystemActor("test"))
    return Flag.objects.get(rule__slug="cases-in-12-months")


def test_a_flag_is_raised_with_its_score_and_where_the_points_are_from(flag):
    assert flag.score == 3 * 5 + 4 + 2
    card = score_from_json(flag.score_card)
    assert [(line.each, len(line.matters)) for line in card.lines] == [(4, 1), (5, 3), (2, 1)]
    assert dict(flag.scored_matters.values_list("subject_id", "points")) == card.points_of_matters()
    assert {flag.score for flag in Flag.objects.all()} == {21}


def test_the_frozen_card_is_made_again_from_what_the_flag_kept_whatever_came_since(flag):
    (history,) = histories_of([flag.officer_id], known_before=AS_AT)
    assert score(history, as_at=AS_AT) == score_from_json(flag.score_card)
    for subject in history.matters:
        pair = AllegationSubjectFactory(
            subject_id=subject.subject_id, allegation__case_id=subject.case_id, allegation__number=9
        )
        DecisionFactory(pair=pair, kind="finding", code="misconduct", decided_on=date(2025, 12, 1))
    flag.refresh_from_db()
    assert score_again(json.loads(json.dumps(flag.score_card))) == score_from_json(flag.score_card)
    assert score_again(flag.score_card).points == flag.score
    (history,) = histories_of([flag.officer_id], known_before=AS_AT)
    assert score(history, as_at=AS_AT).points > flag.score


def test_a_unit_has_no_score():
    flag = Flag()
    put_score(flag, TeamHistory(1), as_at=AS_AT)
    assert (flag.score, flag.score_card) == (None, None)


def test_flag_score_with_its_card():
    with pytest.raises(IntegrityError, match="flag_score_with_its_card"), transaction.atomic():
        FlagFactory(score=4)


def test_flag_scored_matter_once():
    flag, subject = FlagFactory(), SubjectFactory()
    ScoredMatter.objects.create(flag=flag, subject=subject, points=2)
    with pytest.raises(IntegrityError, match="flag_scored_matter_once"):
        ScoredMatter.objects.create(flag=flag, subject=subject, points=3)
