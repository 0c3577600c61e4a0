"""The repeat-allegation dashboard's figures as tiles: charts whose every number leads to the people behind it."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.urls import reverse

from misconduct.core.charts import BarChart, Figure, LineChart, Row, bar_chart, line_chart
from misconduct.core.intervals import SMALLEST_DENOMINATOR, Rate
from misconduct.core.wording import counted, number, percent
from reports.statistics import casey, distribution
from reports.statistics.bands import BANDS
from reports.statistics.dashboard import Figures, Group
from reports.statistics.flag_ages import FLAG_AGES
from reports.statistics.lookups import ENDINGS

TOP_ROWS = 15


@dataclass(frozen=True)
class Kind:
    """What people are grouped by: its filter, its words, and what its rows count."""

    name: str
    plural: str
    heading: str
    rows: str


UNIT = Kind("unit", "Units", "Unit at the time", "Officer-cases")
CATEGORY = Kind("category", "Categories", "Category", "Allegations")


@dataclass(frozen=True)
class Grouped:
    """The units or categories with the most repeat people, and where all of them are shown."""

    kind: Kind
    chart: BarChart
    total: int
    all_url: str


@dataclass(frozen=True)
class Tiles:
    """Everything the page draws."""

    people: int
    repeat_people: int
    repeat_share: Rate
    dismissal: Rate
    bands: BarChart
    close_together: BarChart
    concentration: BarChart
    trend: LineChart
    grouped: tuple[Grouped, ...]
    flags: BarChart
    endings: BarChart


class Links:
    """Addresses of the list of people and of this page, with its filters changed as asked."""

    def __init__(self, query: QueryDict) -> None:
        self._kept = query.copy()
        for name in ("page", "sort"):
            self._kept.pop(name, None)

    def people(self, **changes: object) -> str:
        """The people behind a number."""
        return self._to("reports:repeat_people", changes)

    def dashboard(self, **changes: object) -> str:
        """This page again."""
        return self._to("reports:repeat", changes)

    def _to(self, name: str, changes: dict[str, object]) -> str:
        wanted = self._kept.copy()
        for key, value in changes.items():
            wanted[key] = str(value)
        return f"{reverse(name)}?{wanted.urlencode()}"

    def is_opened(self, kind: Kind) -> bool:
        """Whether every unit or category is asked for, not only those with the most."""
        return self._kept.get("show") == kind.name


def draw(figures: Figures, links: Links) -> Tiles:
    """The tiles of one set of figures."""
    cases = figures.cases_per_person
    everyone, repeat = distribution.people(cases), distribution.people(cases, at_least=2)
    return Tiles(
        people=everyone,
        repeat_people=repeat,
        repeat_share=Rate(repeat, everyone),
        dismissal=Rate(figures.endings.get("dismissal", 0), repeat),
        bands=_bands(figures, everyone, links),
        close_together=_close_together(figures, links),
        concentration=_concentration(figures, everyone, links),
        trend=_trend(figures, links),
        grouped=(_grouped(figures.units, UNIT, links), _grouped(figures.categories, CATEGORY, links)),
        flags=_flags(figures, links),
        endings=_endings(figures, repeat, links),
    )


def rate_words(rate: Rate) -> str:
    """“20.3% (1,809 of 8,917; 95% interval 19.5% to 21.1%)”, or why there is no rate."""
    of = f"{number(rate.count)} of {number(rate.total)}"
    if rate.interval is None:
        return f"{of}; no rate for fewer than {SMALLEST_DENOMINATOR} people"
    return f"{percent(rate.share, _places(rate))} ({of}; 95% interval {interval_words(rate)})"


def interval_words(rate: Rate) -> str:
    """“19.5% to 21.1%”, or nothing where the rate is withheld."""
    if rate.interval is None:
        return ""
    return f"{percent(rate.interval.low, _places(rate))} to {percent(rate.interval.high, _places(rate))}"


def _places(rate: Rate) -> int:
    return 2 if rate.share is not None and rate.share < 0.02 else 1


def _share_figure(count: int, total: int, url: str = "") -> Figure:
    rate = Rate(count, total)
    if rate.share is None:
        return Figure(0.0 if total else None, url, number(count))
    return Figure(rate.share * 100, url, f"{number(count)} ({percent(rate.share)})")


def _bands(figures: Figures, everyone: int, links: Links) -> BarChart:
    rows = []
    for band in BANDS:
        count = distribution.people(figures.cases_per_person, at_least=band.least, at_most=band.most)
        ours = _share_figure(count, everyone, links.people(band=band.slug))
        rows.append(Row(band.label, (ours, _share_figure(casey.BANDS[band.slug], casey.PEOPLE))))
    return bar_chart(
        title="People by number of cases",
        row_heading="Cases",
        series=("This force", "Casey review"),
        rows=rows if everyone else (),
        note=f"People, and their share of everybody with a case. {casey.SOURCE}.",
    )


def _close_together(figures: Figures, links: Links) -> BarChart:
    close = figures.close_together
    rows = []
    for band, least, above in zip(BANDS, ("two", "three", "six"), ("three", "six", ""), strict=True):
        counts = {
            months: (close[f"{least}_in_{months}"] or 0) - (close[f"{above}_in_{months}"] if above else 0)
            for months in (12, 24)
        }
        marks = tuple(Figure(count, links.people(**{f"close_{months}": band.slug})) for months, count in counts.items())
        rows.append(Row(band.label, marks))
    return bar_chart(
        title="Cases close together",
        row_heading="Most cases in any window",
        series=("Within 12 months", "Within 24 months"),
        rows=rows if figures.cases_per_person else (),
        note="People by the most cases they had in any rolling 12 or 24 months. Cases without a date are left out.",
    )


def _concentration(figures: Figures, everyone: int, links: Links) -> BarChart:
    cases = figures.cases_per_person
    total = distribution.officer_cases(cases)
    rows = []
    for share in distribution.TOP_SHARES:
        top = round(share * everyone)
        held = distribution.held_by_top(cases, top)
        text = f"{percent(held / total)} of cases" if top else "fewer than one person"
        figure = Figure(
            held / total * 100 if top else 0, links.people(band="1+", top=round(share * 100)) if top else "", text
        )
        rows.append(Row(f"Top {share:.0%} ({counted(top, 'person', 'people')})", (figure,)))
    return bar_chart(
        title="How concentrated cases are",
        row_heading="People with the most cases",
        series=("Share of officer-cases",),
        rows=rows if total else (),
        note="A few people with many cases, or many with a few? Chance alone also gives some people more than others.",
    )


def _trend(figures: Figures, links: Links) -> LineChart:
    rows = tuple(
        Row(
            _month_words(month.name),
            (
                Figure(month.people, links.people(band="1+", month=month.name)),
                Figure(month.again, links.people(band="1+", month=month.name, again="on")),
            ),
        )
        for month in figures.months
    )
    return line_chart(
        title="People with a case, by month",
        row_heading="Month",
        series=("People with a case", "Had another in the 24 months before"),
        rows=rows,
        note="The last months of these records, or those of the period you chose.",
    )


def _grouped(groups: tuple[Group, ...], kind: Kind, links: Links) -> Grouped:
    is_whole = links.is_opened(kind) or len(groups) <= TOP_ROWS
    shown = groups if is_whole else groups[:TOP_ROWS]
    chart = bar_chart(
        title=f"{kind.plural} by repeat people",
        row_heading=kind.heading,
        series=("People with 2 or more", "People", kind.rows),
        rows=[_group_row(group, kind.name, links) for group in shown],
        note="" if is_whole else f"The {TOP_ROWS} with the most, of {number(len(groups))}.",
    )
    return Grouped(kind, chart, len(groups), "" if is_whole else f"{links.dashboard(show=kind.name)}#by-{kind.name}")


def _group_row(group: Group, name: str, links: Links) -> Row:
    if group.is_rest:
        label = f"{group.label}, in none of its parts"
        return Row(label, (Figure(group.repeat_people), Figure(group.people), Figure(group.rows)))
    chosen = {name: "null" if group.key is None else group.key}
    everyone = links.people(band="1+", **chosen)
    figures = (
        Figure(group.repeat_people, links.people(band="2+", **chosen)),
        Figure(group.people, everyone),
        Figure(group.rows, everyone),
    )
    return Row(group.label, figures)


def _flags(figures: Figures, links: Links) -> BarChart:
    rows = [
        Row(age.label, (Figure(figures.flag_ages.get(age.number, 0), links.people(band="1+", flag_age=age.number)),))
        for age in FLAG_AGES
    ]
    return bar_chart(
        title="Open flags by age",
        row_heading="Oldest flag raised",
        series=("People with an open flag",),
        rows=rows if figures.flags else (),
        note=f"{counted(figures.flags, 'open flag')} on these people, none reviewed yet. A flag asks somebody to look.",
    )


def _endings(figures: Figures, repeat: int, links: Links) -> BarChart:
    rows = []
    for ending, (label, _) in ENDINGS.items():
        ours = _share_figure(figures.endings.get(ending, 0), repeat, links.people(band="2+", ended=ending))
        theirs = _share_figure(casey.DISMISSED, casey.REPEAT_PEOPLE) if ending == "dismissal" else Figure(None)
        rows.append(Row(label, (ours, theirs)))
    return bar_chart(
        title="How matters of repeat people ended",
        row_heading="Outcome",
        series=("This force", "Casey review"),
        rows=rows if repeat else (),
        note=f"People with 2 or more cases. One person may have several outcomes. {casey.SOURCE}.",
    )


def _month_words(name: str) -> str:
    year, month = name.split("-")
    return f"{date(int(year), int(month), 1):%b %Y}"
