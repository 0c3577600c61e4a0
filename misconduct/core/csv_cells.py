"""Cells that a spreadsheet would run as a formula, made harmless and made whole again.

The guard is an apostrophe in front (OWASP, "CSV Injection"). A cell that already looks guarded gets one more, so that
taking one away always gives back what was there.
"""

import re

from django.db.models import BooleanField, Case, Func, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat

FORMULA = r"^'*[=+\-@\t\r\n＝＋－＠]"
_FORMULA = re.compile(FORMULA)
_GUARDED = re.compile(r"^'+[=+\-@\t\r\n＝＋－＠]")


def guarded(cell: str) -> str:
    """The cell as it may stand in a file that a spreadsheet opens."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if _GUARDED.match(cell) else cell


class Matches(Func):
    """Whether the first text matches the regular expression that follows."""

    arg_joiner = " ~ "
    template = "%(expressions)s"
    output_field = BooleanField()


def guarded_in_sql(expression: Combinable) -> Case:
    """`guarded`, worked out by the database so that a large file needs no loop here."""
    text = Func(expression, function="", template="(%(expressions)s)::text", output_field=TextField())
    return Case(
        When(Matches(text, Value(FORMULA)), then=Concat(Value("'"), text, output_field=TextField())),
        default=text,
        output_field=TextField(),
    )
