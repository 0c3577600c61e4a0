"""Row history of a domain table, kept by database triggers so that bulk writes and raw SQL are seen too."""

from collections.abc import Callable

import pghistory
from django.db import models

Decorator = Callable[[type[models.Model]], type[models.Model]]


def tracked() -> Decorator:
    """Keep every version of a model's rows.

    Deletes are named because the library's default leaves them out. The context is stored beside each
    version rather than in a table of its own: that table could be altered.
    """
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        context_field=pghistory.ContextJSONField(),
    )
