"""Cells that a spreadsheet would run as a formula, made harmless and made whole again.

The guard is an apostrophe in front (OWASP, "CSV Injection"). A cell that already looks guarded gets one more, so that
taking one away always gives back what was there.
"""

import re

from django.db.models import Func, TextField

_FORMULA = re.compile(r"^'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"^'+[=+\-@\t\r\n＝＋－＠]")


def guarded(cell: str) -> str:
    """The cell as it may stand in a file that a spreadsheet opens."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if _GUARDED.match(cell) else cell


class Guarded(Func):
    """`guarded`, worked out by the database so that a large file needs no loop here.

    The cell stands in it once: one that is itself a query is asked once a row.
    """

    template = r"regexp_replace((%(expressions)s)::text, '^(''*[=+@\t\r\n＝＋－＠-])', '''\1')"
    output_field = TextField()
