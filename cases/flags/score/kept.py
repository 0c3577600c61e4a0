"""Putting a score on a flag that is being raised. Writes nothing itself."""

from collections.abc import Iterable
from datetime import date

from cases.flags.models import Flag
from cases.flags.rules.history import History, OfficerHistory
from cases.flags.score.frozen import score_from_json, score_to_json
from cases.flags.score.work import SameWork


def put_score(flag: Flag, history: History, *, as_at: date, work: SameWork | None = None) -> None:
    """Freeze the card of the person on that day. A unit and a case have no score: a person is what is put in order."""
    if isinstance(history, OfficerHistory):
        card, flag.score_card = score_to_json(history, as_at=as_at, work=work)
        flag.score, flag.score_percent = card.points, work.percent if work else None


def scored_matters(flags: Iterable[Flag]) -> list[tuple[int, int, int]]:
    """Flag, subject and points of each matter that gave points to one of these flags: the rows of `ScoredMatter`."""
    cards = ((flag, score_from_json(flag.score_card)) for flag in flags if flag.score_card is not None)
    return [(flag.pk, *given) for flag, card in cards for given in card.points_of_matters().items()]
