"""The repeat register (domain notes, table T6): one row a person with two or more cases."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case as Choice
from django.db.models import Count, Exists, F, Func, Max, Min, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce

from cases.flags.models import Flag, FlagReview
from cases.models import AllegationSubject, CodeList, Decision
from misconduct.accounts.permissions import Doer
from reports.exports.export import Column, Export
from reports.exports.expressions import pseudonym
from reports.people_filters import PeopleFilter
from reports.statistics import people
from reports.statistics.matters import officer_cases


class RegisterFilter(PeopleFilter):
    """The people of the list page, with their cases in the windows before the day, and their first and last."""

    class Meta(PeopleFilter.Meta):
        pass

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        windows = {f"cases_{months}": people.in_window(months, as_at=self.as_at) for months in (12, 36, 60)}
        rows = super().filter_queryset(queryset)
        return rows.annotate(first_on=Min("dated_on"), last_on=Max("dated_on"), **windows)


def _rows(viewer: Doer) -> QuerySet:
    return officer_cases(viewer)


class _ByCategory(Func):
    """A person's allegations by category, as "H1:2 B4:1". Sealed cases stay out."""

    output_field = TextField()
    template = """(
        SELECT string_agg(code || ':' || n, ' ' ORDER BY n DESC, code) FROM (
            SELECT coalesce(category.code, 'not-recorded') AS code, count(*) AS n
            FROM cases_allegationsubject pair
            JOIN cases_subject subject ON subject.id = pair.subject_id
            JOIN cases_case held ON held.id = subject.case_id AND NOT held.is_sealed
            JOIN cases_allegation allegation ON allegation.id = pair.allegation_id
            LEFT JOIN cases_code category ON category.id = allegation.category_id
            WHERE subject.officer_id = %(expressions)s
            GROUP BY 1
        ) counted
    )"""


def _pairs_with(**conditions: object) -> Coalesce:
    """How many of a person's allegations meet these conditions. Sealed cases stay out."""
    counted = (
        AllegationSubject.objects.filter(
            subject__officer=OuterRef("officer_id"), allegation__case__is_sealed=False, **conditions
        )
        .order_by()
        .values("subject__officer")
        .annotate(n=Count("pk", distinct=True))
        .values("n")
    )
    return Coalesce(Subquery(counted), Value(0))


def _decided(*values: str) -> Coalesce:
    return _pairs_with(
        decisions__kind=Decision.Kind.CASE_TO_ANSWER,
        decisions__superseded_at__isnull=True,
        decisions__value__code__in=values,
    )


def _ended(*codes: str) -> Coalesce:
    return _pairs_with(
        outcomes__superseded_at__isnull=True,
        outcomes__value__code_list=CodeList.OUTCOME,
        outcomes__value__code__in=codes,
    )


_FLAGS = Flag.objects.filter(officer=OuterRef("officer_id")).order_by()
_RULES = Subquery(
    _FLAGS.values("officer").annotate(slugs=StringAgg("rule__slug", " ", distinct=True)).values("slugs"),
    output_field=TextField(),
)
_STATUS = Choice(
    When(Exists(_FLAGS.filter(status=Flag.Status.OPEN)), then=Value("to review")),
    When(Exists(_FLAGS), then=Value("reviewed")),
    default=Value(""),
)
_DISPOSITION = Subquery(
    FlagReview.objects.filter(flag__officer=OuterRef("officer_id"))
    .order_by("-decided_at", "-pk")
    .values("decision")[:1]
)

REPEAT_REGISTER = Export(
    slug="repeat-register",
    title="Repeat register",
    grain="One row a person with two or more cases, under a pseudonym",
    filterset=RegisterFilter,
    queryset=_rows,
    order=("officer_id",),
    officers="officer_id",
    sealed="case__is_sealed",
    columns=(
        Column("subject_pseudo_id", "Stable pseudonym of the person", pseudonym(F("officer_id"))),
        Column("cases_12m", "Cases in the 12 months up to today, or to the end of the period", F("cases_12")),
        Column("cases_36m", "Cases in the 36 months up to that day", F("cases_36")),
        Column("cases_60m", "Cases in the 60 months up to that day", F("cases_60")),
        Column("cases_all", "Cases that the filters keep", F("cases")),
        Column("allegations_by_category", "All allegations by category, unsealed", _ByCategory(F("officer_id"))),
        Column("notices_served", "Notices of investigation served; blank where not recorded"),
        Column("NCTA_count", "Allegations with no case to answer, unsealed", _decided("no-case")),
        Column("CTA_count", "Allegations with a case to answer, unsealed", _decided("misconduct", "gross-misconduct")),
        Column("withdrawn", "Allegations withdrawn, unsealed", _ended("withdrawn")),
        Column("RPRP", "Allegations that went to reflective practice, unsealed", _ended("rprp")),
        Column("first_date", "First case that the filters keep", F("first_on")),
        Column("last_date", "Last case that the filters keep", F("last_on")),
        Column("rules_fired", "Rules that raised a flag", _RULES),
        Column("review_status", "Whether a flag waits for review", _STATUS),
        Column("disposition", "Last decision on a flag", _DISPOSITION),
    ),
)
