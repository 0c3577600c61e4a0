"""Allegations against subjects (domain notes, table T2): one row for each pair."""

from datetime import timedelta

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case as Choice
from django.db.models import (
    DateField,
    ExpressionWrapper,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from cases.models import Allegation, AllegationSubject, Decision
from misconduct.accounts.permissions import Doer
from misconduct.core.months import DAYS_IN_A_YEAR
from reports.exports.export import Column, Export
from reports.exports.expressions import pseudonym
from reports.exports.filters import PairFilter


def _rows(viewer: Doer) -> QuerySet:
    """The pairs in sight, each joined to its decisions and its outcome in force: one of a kind at most."""
    in_force = {
        f"{kind}_in_force": FilteredRelation(
            "decisions", condition=Q(decisions__kind=kind, decisions__superseded_at__isnull=True)
        )
        for kind in Decision.Kind.values
    }
    outcome = FilteredRelation("outcomes", condition=Q(outcomes__superseded_at__isnull=True))
    return AllegationSubject.objects.visible_to(viewer).annotate(outcome_in_force=outcome, **in_force)


def _first_severity() -> Subquery:
    made = Decision.objects.filter(pair=OuterRef("pk"), kind=Decision.Kind.SEVERITY).order_by("recorded_at", "id")
    return Subquery(made.values("value__code")[:1], output_field=TextField())


def _listed(field: str) -> Subquery:
    """Codes that an allegation has several of, straight from the table that holds them."""
    rows = getattr(Allegation, field).through.objects.filter(allegation=OuterRef("allegation_id")).order_by()
    codes = rows.values("allegation").annotate(codes=StringAgg("code__code", " ", order_by="code__code"))
    return Subquery(codes.values("codes"), output_field=TextField())


_SERVICE_BAND = Choice(
    When(subject__officer__appointed_on__isnull=True, then=Value("")),
    When(allegation__case__received_on__isnull=True, then=Value("")),
    When(allegation__case__received_on__lt=F("subject__officer__appointed_on"), then=Value("before appointment")),
    *(
        When(
            allegation__case__received_on__lt=ExpressionWrapper(
                F("subject__officer__appointed_on") + Value(timedelta(days=DAYS_IN_A_YEAR * years)),
                output_field=DateField(),
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
        Column("severity_first", "First severity assessment", _first_severity()),
        Column("severity_final", "Severity assessment in force", F("severity_in_force__value__code")),
        Column("case_to_answer", "Case to answer", F("case_to_answer_in_force__value__code")),
        Column("forum", "Meeting, hearing or accelerated hearing; blank where not recorded"),
        Column("finding", "Finding in force", F("finding_in_force__value__label"), is_text=True),
        Column(
            "action", "Outcome in the words of an imported source", F("outcome_in_force__as_recorded"), is_text=True
        ),
        Column("outcome", "Outcome in force", F("outcome_in_force__value__label"), is_text=True),
        Column("warning_from", "First day a warning is live", F("outcome_in_force__live_from")),
        Column("warning_to", "Day a warning stops being live", F("outcome_in_force__live_to")),
        Column("date_finalised", "Day it was settled", F("finalised_on")),
    ),
)
