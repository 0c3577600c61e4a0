"""What an export is: declared once, run from the page and from the command line alike."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from django_filters import FilterSet

from misconduct.accounts.permissions import Doer
from misconduct.accounts.roles import Permission
from misconduct.core.csv_cells import Guarded

Rows = Callable[[Doer], QuerySet]


@dataclass(frozen=True)
class Column:
    """One column: its heading, what it means, and the expression that fills it.

    `is_text` marks what people typed or a source gave: only such a cell can hold a formula.
    """

    heading: str
    meaning: str
    expression: Combinable | None = None
    is_text: bool = False

    def in_sql(self) -> Combinable | None:
        if self.expression is None or not self.is_text:
            return self.expression
        return Guarded(self.expression)


@dataclass(frozen=True)
class Export:
    """A file that auditors may take away. `grain` says what one row is; `officers` and `sealed` are paths to
    the people in it and to the seal of its case."""

    slug: str
    title: str
    grain: str
    columns: tuple[Column, ...]
    filterset: type[FilterSet]
    queryset: Rows
    order: tuple[str, ...]
    officers: str = ""
    sealed: str = ""
    permission: Permission = Permission.EXPORT_RUN

    def headings(self) -> list[str]:
        return [column.heading for column in self.columns]
