"""What the rules about a number of cases share."""

from datetime import date

from cases.flags.rules.history import Hit, OfficerHistory
from cases.flags.rules.parameters import Parameters
from cases.flags.rules.window import Window, when
from misconduct.core.wording import counted


def cases_in_window(history: OfficerHistory, *, as_at: date, parameters: Parameters) -> tuple[Hit, ...]:
    """One hit when the person has `threshold` or more different cases in the months up to the start of `as_at`."""
    window = Window.before(as_at, parameters.window_months)
    inside = window.inside(history.matters)
    if len(inside) < parameters.threshold:
        return ()
    sentence = (
        f"{counted(len(inside), 'case')} {when(inside)}; the rule asks a person to look at"
        f" {parameters.threshold} or more in any {counted(parameters.window_months, 'month')}."
    )
    return (Hit(inside, window.outside(history.matters), window.starts_on, window.ends_before, sentence),)


def words(parameters: Parameters) -> str:
    """The rule for people to read."""
    return (
        f"{counted(parameters.threshold, 'different case')} or more in the last"
        f" {counted(parameters.window_months, 'month')}, whatever they are about and however they ended."
    )
