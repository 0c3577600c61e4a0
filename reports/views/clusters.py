"""People named together: groups, pairs, teams and cases with many subjects, drawn and in tables."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.forms import Form

from cases.flags.models import Flag
from cases.models import Case
from misconduct.audit.querysets import key_of
from misconduct.core.network import Network, network
from misconduct.core.tables import Column
from misconduct.core.wording import counted
from officers.models import Officer, Unit
from reports.forms import ClusterForm
from reports.statistics.clusters import Cluster, Pair, clusters, large_cases, pairs_named_together
from reports.statistics.named_again import LEAST_PEOPLE, supervisors_named_again, units_named_again
from reports.views.period import PeriodPage

MOST_DRAWN = 30
MOST_CLUSTERS = 20
MOST_PAIRS = 100
_PAIR_COLUMNS = (
    Column("Person"),
    Column("Named together with"),
    Column("Shared cases", is_numeric=True),
    Column("Latest"),
)
_TEAM_COLUMNS = (
    Column("People named so often", is_numeric=True),
    Column("People named", is_numeric=True),
    Column("Officer-cases", is_numeric=True),
    Column("People who served there", is_numeric=True),
    Column("Share named so often, 95% interval"),
)
_CASE_COLUMNS = (Column("Case"), Column("People", is_numeric=True), Column("Dated"))


class Clusters(PeriodPage):
    """Who keeps being named together, whose people keep being named, and cases with many subjects. Within sight."""

    form_class = ClusterForm
    asked_first = {"least": "2"}
    whole_force_only = False
    template_name = "reports/clusters.html"
    name = "people named together"

    def touched(self, context: dict[str, Any]) -> list[str]:
        cases, supervisors = ([row for row, *_ in context[name]] for name in ("large", "supervisors"))
        flags = (flag for _, _, flags in context["units"] for flag in flags if not flag.is_restricted)
        shared = {case.pk: case for cluster in context["clusters"] for case in cluster["cases"]}.values()
        return [key_of(row) for row in (*context["shown_people"], *shared, *cases, *supervisors, *flags)]

    def figures(self, form: Form, period: dict[str, Any]) -> dict[str, Any]:
        given, viewer = form.cleaned_data, self.request.user
        every = clusters(pairs_named_together(viewer, least=given["least"], **period))
        shown = every[:MOST_CLUSTERS]
        ids = {person for cluster in shown for person in cluster.people}
        people = Officer.objects.visible_to(viewer).in_bulk(ids)
        large = large_cases(viewer, **period)
        shared = {case for cluster in shown for pair in cluster.pairs for case in pair.cases}
        cases = Case.objects.visible_to(viewer).in_bulk([*shared, *(one.case_id for one in large)])
        drawn = [_drawn(number, cluster, people, cases) for number, cluster in enumerate(shown, start=1)]
        return {
            "least": given["least"],
            "total": len(every),
            "clusters": drawn,
            "shown_people": list(people.values()),
            "large": [(cases[one.case_id], one) for one in large if one.case_id in cases],
            **self._teams(given["least"], period),
            "pair_columns": _PAIR_COLUMNS,
            "case_columns": _CASE_COLUMNS,
        }

    def _teams(self, least: int, period: dict[str, Any]) -> dict[str, Any]:
        """Units and supervisors whose people keep being named, with what each is called and the flags on units."""
        viewer = self.request.user
        units = units_named_again(viewer, least=least, **period)
        supervisors = supervisors_named_again(viewer, least=least, **period)
        names = Unit.objects.visible_to(viewer).in_bulk([one.pk for one in units])
        people = Officer.objects.visible_to(viewer).in_bulk([one.pk for one in supervisors])
        flags: dict[int | None, list[Flag]] = defaultdict(list)
        for flag in Flag.objects.visible_to(viewer).open().filter(unit__in=names).select_related("rule"):
            flags[flag.unit_id].append(flag)
        return {
            "units": [(names[one.pk], one, flags[one.pk]) for one in units],
            "supervisors": [(people[one.pk], one, ()) for one in supervisors],
            "least_people": LEAST_PEOPLE,
            "unit_columns": (Column("Unit"), *_TEAM_COLUMNS),
            "supervisor_columns": (Column("Supervisor"), *_TEAM_COLUMNS),
        }


def _drawn(number: int, cluster: Cluster, people: dict[int, Officer], cases: dict[int, Case]) -> dict[str, Any]:
    """A cluster with its people. Whoever looks is not told of themselves, so their lines stay out.

    The pairs with the most shared cases stand first; in a whole force almost everybody is linked by single cases.
    """
    pairs = [pair for pair in cluster.pairs if pair.one in people and pair.other in people]
    named = [people[person] for person in cluster.people if person in people]
    return {
        "number": number,
        "people": named,
        "pairs": [(people[pair.one], people[pair.other], pair) for pair in pairs[:MOST_PAIRS]],
        "pairs_in_all": len(pairs),
        "cases": _shared(pairs, cases),
        "drawing": _network(number, named, pairs) if 2 < len(named) <= MOST_DRAWN else None,
    }


def _shared(pairs: list[Pair], cases: dict[int, Case]) -> list[Case]:
    """The cases that the pairs share, each once, the latest first."""
    found = {pk: cases[pk] for pair in pairs for pk in pair.cases if pk in cases}
    return sorted(found.values(), key=lambda case: (case.received_on or date.min, case.pk), reverse=True)


def _network(number: int, named: list[Officer], pairs: list[Any]) -> Network:
    return network(
        title=f"Group {number}",
        people={person.pk: (person.name, person.get_absolute_url()) for person in named},
        links=[(pair.one, pair.other, pair.shared, counted(pair.shared, "shared case")) for pair in pairs],
    )
