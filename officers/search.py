"""Finding a person by what somebody has of them: a number, part of a name, a former name, or how it sounds.

Two statements whatever the size of the force: one that collects candidates through the indexes, one that reads them.
A sound finds candidates and never decides: “Wright” sounds like “Reid” to the index, so it ranks last.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.db.models import F, Func, Q, QuerySet, Value
from django.db.models.functions import Cast, Greatest

from officers.names import Normalised

LONGEST = 200
LIMIT = 500
_CLOSE_ENOUGH = 0.5  # of the letters asked for, in runs of three; the database's own 0.6 misses “smiht”
_SHORTEST_SOUND = 3
_SHORTEST = 2


class MatchReason(models.TextChoices):
    """Why somebody was found."""

    NUMBER = "number", "Number"
    OLD_NUMBER = "old_number", "Earlier number"
    NAME = "name", "Name"
    ALIAS = "alias", "Other name"
    SOUND = "sound", "Sounds like"


@dataclass(frozen=True)
class Query:
    """What was typed, taken apart: whatever holds a digit may be a number, the rest is a name."""

    numbers: tuple[str, ...]
    name: str
    sounds: tuple[str, ...]


def read_query(text: str) -> Query:
    """“PC 1234 O'Neil” asks for the numbers PC1234 and 1234 and the name O'Neil; “Neil, Jo” has its surname first."""
    text = " ".join(text.replace("\x00", "").split())[:LONGEST]
    words = text.replace(",", " ").split()
    joined = (f"{before}{word}" for before, word in pairwise(words))
    numbers = {number for number in (*words, *joined, "".join(words)) if _has_digit(number)}
    cased = {form for number in numbers for form in (number, number.upper(), number.lower())}
    named = [word for word in words if not _has_digit(word)]
    surname = [text.split(",")[0]] if "," in text else named[-1:]
    sounds = {sound for sound in (*surname, "".join(named)) if len(sound) >= _SHORTEST_SOUND}
    return Query(tuple(sorted(cased)), " ".join(named), tuple(sorted(sounds)))


def candidates(officers: QuerySet, aliases: QuerySet, text: str, limit: int = LIMIT) -> dict[int, tuple[str, float]]:
    """Ids of the best matches with the reason and a score from 0 to 1, best first."""
    query = read_query(text)
    parts = [*_by_number(officers, aliases, query), *_by_name(officers, aliases, query)]
    if not parts:
        return {}
    best: dict[int, tuple[str, float]] = {}
    for pk, reason, score in _rows(parts, 2 * limit):
        best.setdefault(pk, (reason, score))
    return dict(list(best.items())[:limit])


def _rows(parts: list[QuerySet], most: int) -> list[tuple[int, str, float]]:
    hits = parts[0].union(*parts[1:], all=True).order_by("-hit_score", "hit_officer")
    with transaction.atomic(), connection.cursor() as cursor:
        # The planner takes comparing letters to be free and would read a whole table of aliases to do it.
        cursor.execute(
            "SELECT set_config('enable_seqscan', 'off', true),"
            " set_config('pg_trgm.word_similarity_threshold', %s, true)",
            [str(_CLOSE_ENOUGH)],
        )
        return list(hits[:most])


def _by_number(officers: QuerySet, aliases: QuerySet, query: Query) -> list[QuerySet]:
    if not query.numbers:
        return []
    starts = Q()
    for number in query.numbers:
        if len(number) >= _SHORTEST:
            starts |= Q(number__startswith=number)
    found = [
        _hits(officers.filter(number__in=query.numbers), "pk", MatchReason.NUMBER, Value(1.0)),
        _hits(
            aliases.filter(kind="number", value__in=query.numbers), "officer_id", MatchReason.OLD_NUMBER, Value(0.95)
        ),
    ]
    return [*found, _hits(officers.filter(starts), "pk", MatchReason.NUMBER, Value(0.9))] if starts else found


def _by_name(officers: QuerySet, aliases: QuerySet, query: Query) -> list[QuerySet]:
    if len(query.name) < _SHORTEST:
        return []
    is_near, nearness = _nearness(query.name, "normalised_name")
    is_near_alias, alias_nearness = _nearness(query.name, "normalised_value")
    found = [
        _hits(officers.filter(is_near), "pk", MatchReason.NAME, nearness * Value(0.85)),
        _hits(aliases.filter(is_near_alias, kind="name"), "officer_id", MatchReason.ALIAS, alias_nearness * Value(0.8)),
    ]
    if query.sounds:
        keys = [Func(Normalised(Value(sound)), function="dmetaphone") for sound in query.sounds]
        sounding = officers.filter(surname_sound__in=keys).exclude(surname_sound="")
        found.append(_hits(sounding, "pk", MatchReason.SOUND, nearness * Value(0.3) + Value(0.1)))
    return found


def _nearness(name: str, column: str) -> tuple[Q, models.Expression]:
    """Whether a column is near the name, and how near: the name as a whole, or each of its words somewhere.

    “jon okafr” is near “John Okafor” word by word only; “mac donald” is near “MacDonald” either way.
    """
    whole = Normalised(Value(name))
    words = [Normalised(Value(word)) for word in name.split() if len(word) >= _SHORTEST]
    if len(words) < 2:
        return Q(**{f"{column}__trigram_word_similar": whole}), _WordSimilarity(whole, F(column))
    is_near = Q()
    total: models.Expression = Value(0.0, output_field=models.FloatField())
    for word in words:
        is_near &= Q(**{f"{column}__trigram_word_similar": word})
        total = total + _WordSimilarity(word, F(column))
    by_word = total / Value(float(len(words)))
    return is_near | Q(**{f"{column}__trigram_word_similar": whole}), Greatest(
        _WordSimilarity(whole, F(column)), by_word, output_field=models.FloatField()
    )


def _hits(rows: QuerySet, key: str, reason: MatchReason, score: models.Expression) -> QuerySet:
    return (
        rows.order_by()
        .annotate(
            hit_officer=F(key),
            hit_reason=Value(reason.value, output_field=models.TextField()),
            hit_score=Cast(score, models.FloatField()),
        )
        .values_list("hit_officer", "hit_reason", "hit_score")
    )


class _WordSimilarity(Func):
    """How much of the first text stands somewhere in the second, from 0 to 1."""

    function = "word_similarity"
    output_field = models.FloatField()


class _ElementAt(Func):
    """One element of an array by its place."""

    template = "(%(expressions)s]"
    arg_joiner = ")["


def with_match(officers: QuerySet, matches: dict[int, tuple[str, float]]) -> Any:
    """The officers found, each with its `match_reason` and `score`, best first."""
    place = Func(
        Value(list(matches), output_field=ArrayField(models.BigIntegerField())),
        F("pk"),
        function="array_position",
        output_field=models.IntegerField(),
    )
    reasons, scores = [reason for reason, _ in matches.values()], [score for _, score in matches.values()]
    return (
        officers.filter(pk__in=list(matches))
        .annotate(
            match_reason=_element(reasons, place, models.TextField()),
            score=_element(scores, place, models.FloatField()),
        )
        .order_by("-score", "surname", "forenames", "number")
    )


def _element(values: list, place: models.Expression, field: models.Field) -> _ElementAt:
    array = ArrayField(type(field)())
    return _ElementAt(Cast(Value(values, output_field=array), array), place, output_field=field)


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)
