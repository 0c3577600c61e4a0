"""The clock of what is shown: a matter of last winter is worked on in last winter, though it is made today."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest import mock


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let actions take a past moment for now.

    What the database dates by itself, the log before all, bears the moment at which the demonstration is made.
    """
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield
