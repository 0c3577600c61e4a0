"""The only door to domain rows: a queryset that knows who is asking."""

from typing import Any, Protocol, Self

from django.db import models


class Viewer(Protocol):
    """Whoever asks: a signed-in person, or the system itself in a background job."""

    @property
    def is_system(self) -> bool: ...

    def has(self, permission: str) -> bool: ...


class ScopedQuerySet(models.QuerySet):
    """Rows that a viewer may see. Pages, exports, search and counts all start at `visible_to`."""

    def visible_to(self, viewer: Any) -> Self:
        """Only the rows this viewer may see. Each model decides; without a decision nobody sees any."""
        raise NotImplementedError(f"{self.model.__name__} does not say who may see it.")
