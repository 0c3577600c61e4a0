"""The same kind of allegation again, in a different case, within two years.

One case with two allegations of a kind does not fire: it may be one incident told twice.
"""

from datetime import date

from cases.flags.rules.history import Category, Hit, LeftOut, Matter, OfficerHistory
from cases.flags.rules.parameters import Parameters
from cases.flags.rules.window import Window, when
from misconduct.core.wording import counted

SLUG = "same-category-in-24-months"
PARAMETERS = Parameters
WITHOUT_CATEGORY = "No category is recorded for any of its allegations against this person."


def rule(history: OfficerHistory, *, as_at: date, parameters: Parameters) -> tuple[Hit, ...]:
    """A hit for each category with enough different cases in the window, in the order of the categories."""
    window = Window.before(as_at, parameters.window_months)
    inside = window.inside(history.matters)
    if len(inside) < parameters.threshold:
        return ()
    by_category: dict[Category, list[Matter]] = {}
    for matter in inside:
        for category in matter.categories:
            by_category.setdefault(category, []).append(matter)
    return tuple(
        _hit(category, tuple(matters), history, window, parameters)
        for category, matters in sorted(by_category.items())
        if len(matters) >= parameters.threshold
    )


def in_words(parameters: Parameters) -> str:
    """The rule for people to read."""
    return (
        f"{counted(parameters.threshold, 'different case')} or more with an allegation of the same category"
        f" in the last {counted(parameters.window_months, 'month')}, however they ended."
    )


def _hit(
    category: Category,
    matters: tuple[Matter, ...],
    history: OfficerHistory,
    window: Window,
    parameters: Parameters,
) -> Hit:
    alike = [matter for matter in history.matters if category in matter.categories]
    uncategorised = [LeftOut(matter, WITHOUT_CATEGORY) for matter in history.matters if not matter.categories]
    sentence = (
        f"{counted(len(matters), 'case')} about “{category.label}” {when(matters)}; the rule asks a person to look"
        f" at {parameters.threshold} or more of one category in any {counted(parameters.window_months, 'month')}."
    )
    left_out = (*window.outside(alike), *uncategorised)
    return Hit(matters, left_out, window.starts_on, window.ends_before, sentence, scope=category)
