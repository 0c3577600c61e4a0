"""People named together: groups, pairs and cases with many subjects, drawn and in tables."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cases.models import Case
from misconduct.accounts.pages import Page
from misconduct.accounts.roles import Permission
from misconduct.audit.querysets import key_of
from misconduct.audit.record import record
from misconduct.core.months import months_before
from misconduct.core.network import Network, network
from misconduct.core.tables import Column
from misconduct.core.wording import counted
from officers.models import Officer
from reports.forms import ClusterForm
from reports.statistics.clusters import Cluster, clusters, large_cases, pairs_named_together
from reports.statistics.matters import Basis

YEARS = 3
MOST_DRAWN = 30
MOST_CLUSTERS = 20
_PAIR_COLUMNS = (
    Column("Person"),
    Column("Named together with"),
    Column("Shared cases", is_numeric=True),
    Column("Latest"),
)
_CASE_COLUMNS = (Column("Case"), Column("People", is_numeric=True), Column("Dated"))


class Clusters(Page):
    """Who keeps being named together, and the cases with many subjects. Within the viewer's sight."""

    permission = Permission.REPORT_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        first = months_before(today, 12 * YEARS)
        asked = request.GET or {"from_date": first.isoformat(), "to_date": today.isoformat(), "least": "2"}
        form = ClusterForm(asked)
        context: dict[str, Any] = {"form": form}
        touched: list[str] = []
        if form.is_valid():
            context |= self._figures(form)
            touched = [key_of(person) for person in context["shown_people"]]
            touched += [key_of(case) for case, _ in context["large"]]
        shown = {"page": "people named together", "query": request.GET.urlencode()}
        record("dashboard.viewed", by=self.request.user, touched=touched, after=shown)
        return render(request, "reports/clusters.html", context, status=200 if form.is_valid() else 400)

    def _figures(self, form: ClusterForm) -> dict[str, Any]:
        given, viewer = form.cleaned_data, self.request.user
        period = {"first": given["from_date"], "last": given["to_date"], "basis": Basis(given["basis"])}
        every = clusters(pairs_named_together(viewer, least=given["least"], **period))
        shown = every[:MOST_CLUSTERS]
        ids = {person for cluster in shown for person in cluster.people}
        people = Officer.objects.visible_to(viewer).in_bulk(ids)
        large = large_cases(viewer, **period)
        cases = Case.objects.visible_to(viewer).in_bulk([one.case_id for one in large])
        return {
            "period": period,
            "least": given["least"],
            "total": len(every),
            "clusters": [_drawn(number, cluster, people) for number, cluster in enumerate(shown, start=1)],
            "shown_people": list(people.values()),
            "large": [(cases[one.case_id], one) for one in large if one.case_id in cases],
            "pair_columns": _PAIR_COLUMNS,
            "case_columns": _CASE_COLUMNS,
        }


def _drawn(number: int, cluster: Cluster, people: dict[int, Officer]) -> dict[str, Any]:
    """A cluster with its people. Whoever looks is not told of themselves, so their lines stay out."""
    pairs = [pair for pair in cluster.pairs if pair.one in people and pair.other in people]
    named = [people[person] for person in cluster.people if person in people]
    return {
        "number": number,
        "people": named,
        "pairs": [(people[pair.one], people[pair.other], pair) for pair in pairs],
        "drawing": _network(number, named, pairs) if 2 < len(named) <= MOST_DRAWN else None,
    }


def _network(number: int, named: list[Officer], pairs: list[Any]) -> Network:
    return network(
        title=f"Group {number}",
        people={person.pk: (person.name, person.get_absolute_url()) for person in named},
        links=[(pair.one, pair.other, pair.shared, counted(pair.shared, "shared case")) for pair in pairs],
    )
