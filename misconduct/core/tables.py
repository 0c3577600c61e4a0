"""What a list page says about its columns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One heading of a table. `sort` is the value of `?sort=` that orders by it; empty means it does not sort."""

    label: str
    sort: str = ""
    is_numeric: bool = False
    is_label_hidden: bool = False
