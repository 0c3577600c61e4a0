"""Units, categories and outcomes by name and heading: small tables that a dashboard reads once and joins to."""

from typing import Any

from django.db.models import Q

from cases.models import Code, CodeList
from officers.models import Unit
from reports.statistics.headings import headings

# How a matter can end a career. Casey counted the first; the others stand beside it, so that it cannot mislead.
ENDINGS: dict[str, tuple[str, dict[str, str]]] = {
    "dismissal": ("Dismissed, or would have been", {"group": "Dismissal"}),
    "regulation-13": ("Discharged under regulation 13", {"group": "Discharge of probationers"}),
    "performance": ("Dismissed for performance", {"code": "upp-dismissal"}),
    "vetting": ("Dismissed when vetting was withdrawn", {"group": "Vetting"}),
    "left": ("Left before proceedings ended", {"group": "Left the force"}),
}
_UNGROUPED = {"", "Imported history"}


def ending_condition(ending: str) -> Q:
    """The outcomes that count as an ending."""
    _, wanted = ENDINGS[ending]
    return Q(**{f"value__{name}": value for name, value in wanted.items()})


class Lookups:
    """What a dashboard needs to put units and categories under headings, given the ones chosen in its filters."""

    def __init__(self, *, unit: Unit | str | None, category: Code | str | None) -> None:
        self.unit_id = unit.pk if isinstance(unit, Unit) else None
        self.category_id = category.pk if isinstance(category, Code) else None
        self._units = {row.pk: row for row in Unit.objects.only("pk", "name", "parent_id")}
        codes = Code.objects.filter(code_list__in=(CodeList.CATEGORY, CodeList.OUTCOME))
        codes = codes.only("pk", "code_list", "code", "label", "parent_id", "group")
        self._categories = {row.pk: row for row in codes if row.code_list == CodeList.CATEGORY}
        self._outcomes = [row for row in codes if row.code_list == CodeList.OUTCOME]

    @property
    def unit_names(self) -> dict[int, str]:
        """Every unit's name."""
        return {key: unit.name for key, unit in self._units.items()}

    @property
    def category_names(self) -> dict[int, str]:
        """Every category's code and words."""
        return {key: f"{code.code} {code.label}" for key, code in self._categories.items()}

    @property
    def has_foreign_outcomes(self) -> bool:
        """Whether outcomes are held in the words of another system, so that nobody knows how they count."""
        return any(code.group in _UNGROUPED for code in self._outcomes)

    def endings(self) -> dict[int, str]:
        """The outcome codes that end a career, each by its ending."""
        return {
            code.pk: ending
            for code in self._outcomes
            for ending, (_, wanted) in ENDINGS.items()
            if all(getattr(code, name) == value for name, value in wanted.items())
        }

    def params(self) -> dict[str, Any]:
        """The arrays that the dashboard's SQL joins to."""
        units = headings({key: unit.parent_id for key, unit in self._units.items()}, chosen=self.unit_id)
        tree = {key: code.parent_id for key, code in self._categories.items()}
        categories = headings(tree, chosen=self.category_id)
        endings = self.endings()
        return {
            "units": list(units),
            "unit_headings": list(units.values()),
            "categories": list(categories),
            "category_headings": list(categories.values()),
            "counts_uncategorised": self.category_id is None,
            "outcomes": list(endings),
            "endings": list(endings.values()),
        }
