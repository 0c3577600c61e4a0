from functools import cached_property
from typing import cast

from django.core.paginator import Paginator
from django.db.models import QuerySet

MOST_COUNTED = 10_000


class CappedPaginator(Paginator):
    """Pages of a list that may hold millions of rows: it counts, and pages, no further than ten thousand.

    Counting them all would take longer than anybody waits, and nobody reads page 200: filters and the export do that.
    """

    @cached_property
    def count(self) -> int:
        """How many rows there are, at most ten thousand."""
        return self._found_up_to_the_cap[0]

    @property
    def is_capped(self) -> bool:
        """Whether there are more than are counted."""
        return self._found_up_to_the_cap[1]

    @cached_property
    def _found_up_to_the_cap(self) -> tuple[int, bool]:
        rows = cast(QuerySet, self.object_list)
        found = rows[: MOST_COUNTED + 1].count()
        return min(found, MOST_COUNTED), found > MOST_COUNTED
