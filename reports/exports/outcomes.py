"""Outcomes: one row for each version of an outcome, also those that a later one superseded."""

from django.db.models import Case as Choice
from django.db.models import F, QuerySet, TextField, Value, When

from cases.models import Outcome
from misconduct.accounts.permissions import Doer
from reports.exports.export import Column, Export
from reports.exports.expressions import iso_time, pseudonym
from reports.exports.filters import OutcomeFilter


def _rows(viewer: Doer) -> QuerySet:
    return Outcome.objects.visible_to(viewer)


OUTCOMES = Export(
    slug="outcomes",
    title="Outcomes",
    grain="One row for each version of an outcome",
    filterset=OutcomeFilter,
    queryset=_rows,
    order=("pk",),
    officers="pair__subject__officer_id",
    sealed="pair__allegation__case__is_sealed",
    columns=(
        Column("case_ref", "Reference of the case", F("pair__allegation__case__reference"), is_text=True),
        Column("allegation_no", "Number of the allegation in its case", F("pair__allegation__number")),
        Column(
            "subject_pseudo_id",
            "Stable pseudonym of the person; blank when not identified",
            Choice(
                When(pair__subject__officer__isnull=True, then=Value("")),
                default=pseudonym(F("pair__subject__officer_id")),
                output_field=TextField(),
            ),
        ),
        Column("outcome_code", "Outcome as a code", F("value__code"), is_text=True),
        Column("outcome", "Outcome", F("value__label"), is_text=True),
        Column("outcome_group", "Family of the outcome", F("value__group"), is_text=True),
        Column("as_recorded", "In the words of an imported source", F("as_recorded"), is_text=True),
        Column("decided_on", "Day it was decided", F("decided_on")),
        Column("decided_by", "Who recorded it", F("decided_by__username"), is_text=True),
        Column("authority", "In whose name", F("authority"), is_text=True),
        Column("reasons", "Reasons", F("reasons"), is_text=True),
        Column("regime", "Law it was decided under", F("regime")),
        Column("live_from", "First day a warning is live", F("live_from")),
        Column("live_to", "Day a warning stops being live", F("live_to")),
        Column("recorded_at", "When it was recorded, UTC", iso_time(F("recorded_at"))),
        Column("superseded_at", "When a later one took its place, UTC", iso_time(F("superseded_at"))),
        Column(
            "in_force",
            "Whether it is the one in force",
            Choice(When(superseded_at__isnull=True, then=Value("yes")), default=Value("no")),
        ),
    ),
)
