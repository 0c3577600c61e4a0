"""Similar conduct in several cases: the same category, or the same kind of behaviour under different categories.

Similar facts are what separate reviews of single cases miss (domain notes §7.3, R3). A kind of behaviour that finds
the same cases as a category is not said again, nor is a category whose cases all belong to a kind that finds more.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from cases.flags.rules.history import Category, Hit, Matter, OfficerHistory
from cases.flags.rules.looking import look
from cases.flags.rules.parameters import Parameters
from cases.flags.rules.window import Window, when
from misconduct.core.wording import counted

SLUG = "similar-conduct"
PARAMETERS = Parameters
OTHER = "About another kind of behaviour."
NEITHER = "Neither a category nor a kind of behaviour is recorded for it."
# These say who was harmed, how a matter came in or that a service fell short, not what somebody did.
_NOT_CONDUCT = frozenset({"family/vulnerable", "family/confidential", "family/service"})


def rule(history: OfficerHistory, *, as_at: date, parameters: Parameters) -> tuple[Hit, ...]:
    """A hit for each category or kind of behaviour with enough different cases in the window, in their order."""
    window = Window.before(as_at, parameters.window_months)
    inside = window.inside(history.matters)
    found = _alike(inside, parameters.threshold)
    return tuple(_hit(kind, found[kind], history, window, parameters) for kind in sorted(found))


def in_words(parameters: Parameters) -> str:
    """The rule for people to read."""
    return (
        f"{counted(parameters.threshold, 'different case')} or more with an allegation of the same category or kind of"
        f" behaviour in the last {counted(parameters.window_months, 'month')}, however they ended."
    )


def _kinds(matter: Matter) -> frozenset[Category]:
    return frozenset(one for one in matter.families if one.key not in _NOT_CONDUCT)


def _alike(inside: tuple[Matter, ...], threshold: int) -> dict[Category, frozenset[int]]:
    """The subjects of the cases of each category and each kind that has enough, without what is said by another."""
    categories, kinds = defaultdict(set), defaultdict(set)
    for matter in inside:
        for category in matter.categories:
            categories[category].add(matter.subject_id)
        for kind in _kinds(matter):
            kinds[kind].add(matter.subject_id)
    enough = {kind: frozenset(ids) for kind, ids in kinds.items() if len(ids) >= threshold}
    kept = {
        category: frozenset(ids)
        for category, ids in categories.items()
        if len(ids) >= threshold and not _is_part_of_more(ids, enough.values())
    }
    said = set(kept.values())
    for kind in sorted(enough):
        if enough[kind] not in said:
            kept[kind] = enough[kind]
            said.add(enough[kind])
    return kept


def _is_part_of_more(ids: set[int], kinds: Iterable[frozenset[int]]) -> bool:
    """Whether every kind that all these cases share finds further cases: then one of them says it all and more."""
    around = [kind for kind in kinds if ids <= kind]
    return bool(around) and all(ids < kind for kind in around)


def _hit(kind: Category, ids: frozenset[int], history: OfficerHistory, window: Window, parameters: Parameters) -> Hit:
    """Every other case of the window is shown as left out: together they say which kinds were found and which not."""
    looked = look(history.matters, window, against=lambda matter: _reason_against(matter, kind))
    sentence = (
        f"{counted(len(ids), 'case')} about “{kind.label}” {when(looked.counted)}; the rule asks a person to look at"
        f" {parameters.threshold} or more of a kind in any {counted(parameters.window_months, 'month')}."
    )
    return Hit(looked.counted, looked.left_out, window.starts_on, window.ends_before, sentence, scope=kind)


def _reason_against(matter: Matter, kind: Category) -> str:
    if kind in matter.categories | matter.families:
        return ""
    return OTHER if matter.categories or _kinds(matter) else NEITHER
