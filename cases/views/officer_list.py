from collections.abc import Sequence

from django.db.models import Count, Q

from cases.models import Subject
from cases.stages import OPEN_STAGES
from misconduct.accounts.roles import Permission
from officers.models import Officer
from officers.views.officer_list import MatterCount, OfficerList


class OfficerListWithMatters(OfficerList):
    """The officer list, with the number of matters for whoever may see cases. Counted for the rows shown only."""

    def matter_counts(self, officers: Sequence[Officer]) -> dict[int, MatterCount] | None:
        if not self.request.user.has(Permission.CASE_VIEW):
            return None
        counts = (
            Subject.objects.visible_to(self.request.user)
            .filter(officer__in=officers)
            .order_by()
            .values_list("officer")
            .annotate(every=Count("pk"), still_open=Count("pk", filter=Q(case__stage__in=OPEN_STAGES)))
        )
        return {officer: MatterCount(all=every, open=still_open) for officer, every, still_open in counts}
