"""Deadlines (domain notes §3.6): one row for each, with what was measured against the law."""

from django.db.models import F, QuerySet

from cases.clocks.filters import ClockFilter
from cases.clocks.models import Clock
from misconduct.accounts.permissions import Doer
from reports.exports.export import Column, Export


def _rows(viewer: Doer) -> QuerySet:
    return Clock.objects.visible_to(viewer)


DEADLINES = Export(
    slug="deadlines",
    title="Deadlines",
    grain="One row for each deadline; without a filter, those still to be met",
    filterset=ClockFilter,
    queryset=_rows,
    order=("case__reference", "due_on", "pk"),
    sealed="case__is_sealed",
    columns=(
        Column("case_reference", "Reference of the case", F("case__reference")),
        Column("clock", "Name of the deadline in the table of clocks", F("definition")),
        Column("started_on", "Day it began", F("started_on")),
        Column("original_due_on", "Last day without pauses and extensions", F("original_due_on")),
        Column("due_on", "Last day; blank where the law sets none", F("due_on")),
        Column("paused_days", "Calendar days on which the case was suspended", F("paused_days")),
        Column("extended_to", "Last day given by an extension", F("extended_to")),
        Column("met_on", "Day on which it was met", F("satisfied_on")),
        Column("ended_on", "Day from which it was no longer needed", F("ended_on")),
        Column("breach_reason", "Why it was missed", F("breach_reason"), is_text=True),
        Column("investigator", "Who investigates the case", F("case__investigator__username"), is_text=True),
        Column("unit", "Unit of the case", F("case__unit__name"), is_text=True),
    ),
)
