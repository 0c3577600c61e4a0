"""A second matter of the kinds that do most harm, or of a gravity that could cost the post.

The kinds are discrimination, sexual conduct, domestic abuse, abuse of position and violence against women and girls
(domain notes §7.3, R4; Casey, Angiolini). A matter assessed as gross misconduct counts with them, whatever it is
about: the officer whom Casey found serving after eleven notices had assault, then sexual harassment, then fraud,
never twice the same. With this switch the second of them asks for a person's eyes, not the eleventh.
"""

from dataclasses import dataclass
from datetime import date

from cases.flags.rules.history import Hit, Matter, OfficerHistory, Severity
from cases.flags.rules.looking import look, of_family
from cases.flags.rules.parameters import Parameters, switch
from cases.flags.rules.window import Window, when
from misconduct.core.wording import counted

SLUG = "second-serious-matter"
KINDS = "discrimination, sexual conduct, domestic abuse, abuse of position or violence against women and girls"
_is_of_a_kind = of_family("discrimination", "sexual", "domestic-abuse", "abuse-of-position", "women-and-girls")


@dataclass(frozen=True)
class SeriousParameters(Parameters):
    """`any_single` asks for a look at the first such matter already."""

    any_single: bool = switch("Ask for a look at any single one")
    with_gross_misconduct: bool = switch("Count any matter assessed as gross misconduct", default=True)


PARAMETERS = SeriousParameters


def rule(history: OfficerHistory, *, as_at: date, parameters: SeriousParameters) -> tuple[Hit, ...]:
    """One hit over all the kinds together."""

    def is_serious(matter: Matter) -> bool:
        is_gross = parameters.with_gross_misconduct and matter.severity is Severity.GROSS_MISCONDUCT
        return is_gross or _is_of_a_kind(matter)

    window = Window.before(as_at, parameters.window_months)
    looked = look(history.matters, window, about=is_serious)
    least = 1 if parameters.any_single else parameters.threshold
    if len(looked.counted) < least:
        return ()
    sentence = (
        f"{counted(len(looked.counted), 'case')} of {_what(parameters)} {when(looked.counted)}; the rule asks a person"
        f" to look at {least} or more in any {counted(parameters.window_months, 'month')}."
    )
    return (Hit(looked.counted, looked.left_out, window.starts_on, window.ends_before, sentence),)


def in_words(parameters: SeriousParameters) -> str:
    """The rule for people to read."""
    least = 1 if parameters.any_single else parameters.threshold
    return (
        f"{counted(least, 'different case')} or more of {_what(parameters)} in the last"
        f" {counted(parameters.window_months, 'month')}, however they ended."
    )


def _what(parameters: SeriousParameters) -> str:
    return f"{KINDS}, or assessed as gross misconduct" if parameters.with_gross_misconduct else KINDS
