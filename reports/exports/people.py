"""Exports about people: the roster under pseudonyms, and apart from it the key that names them."""

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from cases.models import Subject
from misconduct.accounts.permissions import Doer
from officers.filters import OfficerFilter
from officers.models import Officer
from reports.exports.export import Column, Export
from reports.exports.expressions import pseudonym


def _matters(viewer: Doer) -> Subquery:
    counted = (
        Subject.objects.visible_to(viewer)
        .filter(officer=OuterRef("pk"))
        .order_by()
        .values("officer")
        .annotate(matters=Count("pk"))
        .values("matters")
    )
    return Subquery(counted)


def _rows(viewer: Doer) -> QuerySet:
    return (
        Officer.objects.visible_to(viewer).with_latest_posting().annotate(matters=Coalesce(_matters(viewer), Value(0)))
    )


def _named(viewer: Doer) -> QuerySet:
    return Officer.objects.visible_to(viewer)


_PSEUDONYM = Column("subject_pseudo_id", "Stable pseudonym of the person", pseudonym(F("pk")))

OFFICERS = Export(
    slug="officers",
    title="Officers and staff",
    grain="One row a person on the roster, under a pseudonym",
    filterset=OfficerFilter,
    queryset=_rows,
    order=("pk",),
    officers="pk",
    columns=(
        _PSEUDONYM,
        Column("kind", "Officer, special, staff or volunteer", F("kind")),
        Column("rank", "Rank of the latest posting", F("rank"), is_text=True),
        Column("unit", "Unit of the latest posting", F("unit_name"), is_text=True),
        Column("sex", "As recorded", F("sex"), is_text=True),
        Column("ethnicity", "Self-defined, as recorded; blank where not recorded", F("ethnicity"), is_text=True),
        Column("birth_year", "Year of birth", F("birth_year")),
        Column("appointed_on", "Day of appointment", F("appointed_on")),
        Column("left_on", "Day of leaving", F("left_on")),
        Column("matters", "Cases in which the person is a subject, within your sight", F("matters")),
    ),
)

OFFICER_KEY = Export(
    slug="officer-key",
    title="Key to pseudonyms",
    grain="One row a person: the pseudonym with the force number and name",
    filterset=OfficerFilter,
    queryset=_named,
    order=("pk",),
    officers="pk",
    columns=(
        _PSEUDONYM,
        Column("number", "Force number", F("number"), is_text=True),
        Column("surname", "Surname", F("surname"), is_text=True),
        Column("forenames", "Forenames", F("forenames"), is_text=True),
    ),
)
