"""Who may see proceedings: whoever sees the case they belong to."""

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat

from cases.proceedings.appeal_windows import window
from cases.querysets import ThroughCase


class ProceedingQuerySet(ThroughCase):
    def in_being(self) -> Self:
        """Proceedings that were not stopped: a stopped one has nothing more to be done."""
        return self.filter(stopped_on__isnull=True)

    def unconcluded(self) -> Self:
        """Those in which not everything has been found and ended yet."""
        return self.in_being().filter(~_done("concluded"))

    def unreported(self) -> Self:
        """Those of which the panel's report is still to come."""
        return self.in_being().filter(~_done("report_sent"))

    def untold(self) -> Self:
        """Those whose officers were not told of the outcome in writing yet."""
        return self.filter(~Exists(_told()))

    def under_appeal(self) -> Self:
        return self.filter(appeals__in=_appeals().undetermined())

    def awaiting_result_of_appeal(self) -> Self:
        """Those with an appeal that was allowed and has not led to a new outcome."""
        return self.filter(appeals__in=_appeals().awaiting_result())

    def with_time_to_appeal(self, today: date) -> list[int]:
        """Ids of those in which somebody may still appeal."""
        unappealed = self.filter(appeals__isnull=True).annotate(told_on=Subquery(_told().values("reached_on")[:1]))
        rows = unappealed.filter(told_on__isnull=False).values_list("pk", "kind", "told_on")
        found = [(pk, window(kind=kind, told_on=on, appeals=[], today=today)) for pk, kind, on in rows]
        return [pk for pk, one in found if not one.is_over]


def _appeals() -> Any:
    return apps.get_model("proceedings", "Appeal").objects


def _told() -> Any:
    """The milestone of the proceedings of the outer query that everybody was told of the outcome, the last first."""
    about = Concat(Value("proceedings.proceeding:"), Cast(OuterRef("pk"), TextField()))
    standing = apps.get_model("clocks", "Milestone").objects.standing()
    return standing.filter(case=OuterRef("case"), kind="outcome_notified", about=about).order_by("-reached_on")


def _done(step: str) -> Exists:
    steps = apps.get_model("proceedings", "Step").objects
    return Exists(steps.filter(proceeding=OuterRef("pk"), kind=step, withdrawn_at__isnull=True))


class ThroughProceeding(ThroughCase):
    """Rows of one proceeding, seen where its case is seen."""

    case_path = "proceeding__case"

    def standing(self) -> Self:
        """Rows that were not taken back."""
        return self.filter(withdrawn_at__isnull=True)

    def serving(self) -> Self:
        """Members of a panel who were not replaced."""
        return self.filter(replaced_on__isnull=True)


class SittingQuerySet(ThroughProceeding):
    def fixed(self) -> Self:
        """Sittings whose day still stands, held or to come."""
        return self.filter(vacated_on__isnull=True)

    def held(self) -> Self:
        return self.fixed().filter(started_at__isnull=False)

    def to_come(self) -> Self:
        return self.fixed().filter(started_at__isnull=True)


class ThroughResponse(ThroughCase):
    case_path = "response__proceeding__case"


class AppealQuerySet(ThroughProceeding):
    def undetermined(self) -> Self:
        return self.filter(decided_on__isnull=True)

    def awaiting_result(self) -> Self:
        """Appeals allowed, in whole or part, whose new outcome is not recorded yet."""
        return self.filter(decision__in=("allowed", "part"), results__isnull=True)


class ThroughAppeal(ThroughCase):
    case_path = "appeal__proceeding__case"


class ListReturnQuerySet(ThroughCase):
    case_path = "subject__case"

    def standing(self) -> Self:
        """Entries that are still on a list of the College."""
        return self.filter(ended_on__isnull=True)
