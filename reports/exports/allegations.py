"""Allegations against subjects (domain notes, table T2): one row for each pair."""

from datetime import timedelta

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case as Choice
from django.db.models import DateField, ExpressionWrapper, F, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce

from cases.models import Allegation, AllegationSubject, Decision, Outcome
from misconduct.accounts.permissions import Doer
from reports.exports.export import Column, Export
from reports.exports.expressions import pseudonym
from reports.exports.filters import PairFilter


def _rows(viewer: Doer) -> QuerySet:
    return AllegationSubject.objects.visible_to(viewer)


def _decision(kind: str, *, first: bool = False, label: bool = False) -> Subquery:
    """The decision of that kind in force on the pair, or the first ever made, as its code or its label."""
    made = Decision.objects.filter(pair=OuterRef("pk"), kind=kind)
    chosen = made.order_by("recorded_at", "id") if first else made.filter(superseded_at__isnull=True)
    return Subquery(chosen.values("value__label" if label else "value__code")[:1], output_field=TextField())


def _outcome(field: str) -> Subquery:
    return Subquery(Outcome.objects.in_force().filter(pair=OuterRef("pk")).values(field)[:1])


def _listed(field: str) -> Subquery:
    codes = (
        Allegation.objects.filter(pk=OuterRef("allegation_id"), **{f"{field}__isnull": False})
        .order_by()
        .values("pk")
        .annotate(codes=StringAgg(f"{field}__code", " ", order_by=f"{field}__code"))
        .values("codes")
    )
    return Subquery(codes, output_field=TextField())


_SERVICE_BAND = Choice(
    When(subject__officer__appointed_on__isnull=True, then=Value("")),
    When(allegation__case__received_on__isnull=True, then=Value("")),
    When(allegation__case__received_on__lt=F("subject__officer__appointed_on"), then=Value("before appointment")),
    *(
        When(
            allegation__case__received_on__lt=ExpressionWrapper(
                F("subject__officer__appointed_on") + Value(timedelta(days=365.25 * years)), output_field=DateField()
            ),
            then=Value(band),
        )
        for years, band in ((2, "under 2 years"), (5, "2 to 4"), (10, "5 to 9"), (20, "10 to 19"))
    ),
    default=Value("20 or more"),
)

ALLEGATIONS = Export(
    slug="allegations",
    title="Allegations against subjects",
    grain="One row for each allegation against each subject",
    filterset=PairFilter,
    queryset=_rows,
    order=("allegation_id", "pk"),
    officers="subject__officer_id",
    sealed="allegation__case__is_sealed",
    columns=(
        Column("case_ref", "Reference of the case", F("allegation__case__reference"), is_text=True),
        Column("allegation_no", "Number of the allegation in its case", F("allegation__number")),
        Column(
            "subject_pseudo_id",
            "Stable pseudonym of the person; blank when not identified. The key is an export of its own",
            Choice(
                When(subject__officer__isnull=True, then=Value("")),
                default=pseudonym(F("subject__officer_id")),
                output_field=TextField(),
            ),
        ),
        Column("role_type", "Identified, not yet identified, or the organisation", F("subject__kind")),
        Column("rank_at_time", "Rank at the time", F("subject__rank_at_time"), is_text=True),
        Column("length_of_service_band", "Years from appointment to receipt", _SERVICE_BAND),
        Column(
            "on_off_duty",
            "On or off duty; blank where not recorded",
            Choice(
                When(subject__is_off_duty=True, then=Value("off")),
                When(subject__is_off_duty=False, then=Value("on")),
                default=Value(""),
            ),
        ),
        Column(
            "category",
            "Code of the category",
            Coalesce("allegation__category__parent__code", "allegation__category__code"),
            is_text=True,
        ),
        Column(
            "subcategory",
            "Code of the sub-category, where there is one",
            Choice(
                When(allegation__category__parent__isnull=False, then=F("allegation__category__code")),
                default=Value(""),
                output_field=TextField(),
            ),
            is_text=True,
        ),
        Column("legacy_code", "Code before February 2020", F("allegation__legacy_code__code"), is_text=True),
        Column("standard_primary", "Code of the primary standard", F("allegation__standard__code")),
        Column("standards_other", "Codes of further standards", _listed("other_standards")),
        Column("factors", "Codes of the factors", _listed("factors")),
        Column("severity_first", "First severity assessment", _decision(Decision.Kind.SEVERITY, first=True)),
        Column("severity_final", "Severity assessment in force", _decision(Decision.Kind.SEVERITY)),
        Column("case_to_answer", "Case to answer", _decision(Decision.Kind.CASE_TO_ANSWER)),
        Column("forum", "Meeting, hearing or accelerated hearing; blank where not recorded"),
        Column("finding", "Finding in force", _decision(Decision.Kind.FINDING, label=True), is_text=True),
        Column("action", "Outcome in the words of an imported source", _outcome("as_recorded"), is_text=True),
        Column("outcome", "Outcome in force", _outcome("value__label"), is_text=True),
        Column("warning_from", "First day a warning is live", _outcome("live_from")),
        Column("warning_to", "Day a warning stops being live", _outcome("live_to")),
        Column("date_finalised", "Day it was settled", F("finalised_on")),
    ),
)
