"""Two records beside each other, for whoever decides whether they are one person. Reads only."""

from dataclasses import dataclass
from typing import Any

from cases.merges.models import OfficerMerge
from cases.models import Subject
from misconduct.accounts.permissions import Doer
from misconduct.accounts.roles import Permission
from misconduct.core.wording import uk_date
from officers.models import Officer


@dataclass(frozen=True)
class Line:
    """One thing that is recorded of both; a side is empty where it is not known."""

    label: str
    kept: str
    other: str


def beside(merge: OfficerMerge, viewer: Doer) -> list[Line]:
    """What the records of the two say now. Four queries at most.

    While nobody has decided, also how many matters each has in the viewer's sight, for whoever may see cases.
    """
    pair = (merge.kept_id, merge.absorbed_id)
    rows: Any = Officer.objects.filter(pk__in=pair)
    found = {person.pk: _said(person) for person in rows.with_latest_posting().prefetch_related("aliases")}
    kept, other = (found[pk] for pk in pair)
    lines = [Line(label, kept[label], other[label]) for label in kept]
    if merge.status == "proposed" and viewer.has(Permission.CASE_VIEW):
        lines.append(Line("Matters that you may see", *(_matters(pk, viewer) for pk in pair)))
    return lines


def _said(person: Any) -> dict[str, str]:
    return {
        "Name": person.name,
        "Force number": person.number,
        "Other names and numbers": ", ".join(alias.value for alias in person.aliases.all()) or "None recorded",
        "Kind": person.get_kind_display(),
        "Rank": person.rank or "",
        "Unit": person.unit_name or "",
        "Appointed": uk_date(person.appointed_on),
        "Left": uk_date(person.left_on) or "Not recorded as left",
    }


def _matters(person: int, viewer: Doer) -> str:
    seen: Any = Subject.objects.visible_to(viewer)
    return str(seen.filter(officer=person).counted_once().count())
