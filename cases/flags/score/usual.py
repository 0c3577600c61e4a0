"""The cases usual in each work, for as long as the points look back. Reads only."""

from datetime import date, timedelta

from cases.flags.facts.peers import SameWorks, same_works_on
from cases.flags.models import EvaluationRun
from cases.flags.score.weights import weights_in_use

# What is usual over nine years hardly moves in a month.
GOOD_FOR = timedelta(days=31)


def works_on(as_at: date) -> SameWorks:
    """Worked out of everyone in post on that day. Five queries, some over all that is recorded."""
    return same_works_on(as_at, months=weights_in_use().ages[-1].months)


def works_at_hand(as_at: date) -> SameWorks:
    """Those of the last run over everyone in the month before, or else worked out now. One query, or six."""
    runs = EvaluationRun.objects.filter(as_at__lte=as_at, as_at__gte=as_at - GOOD_FOR, works__isnull=False)
    stored = runs.order_by("-as_at", "-pk").values_list("works", flat=True).first()
    return works_on(as_at) if stored is None else SameWorks.from_stored(stored)
