"""The repeat register (domain notes, table T6): one row a person with two or more cases."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case as Choice
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from cases.flags.models import Flag, FlagReview
from cases.models import AllegationSubject, Decision
from misconduct.accounts.permissions import Doer
from reports.exports.export import Column, Export
from reports.exports.expressions import pseudonym
from reports.people_filters import PeopleFilter
from reports.statistics import people
from reports.statistics.matters import officer_cases


class RegisterFilter(PeopleFilter):
    """The people of the list page, with their windows and with what became of every allegation in sight."""

    class Meta(PeopleFilter.Meta):
        pass

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        windows = {f"cases_{months}": people.in_window(months, as_at=self.as_at) for months in (12, 36, 60)}
        pairs = AllegationSubject.objects.visible_to(self._viewer).filter(subject__officer=OuterRef("officer_id"))
        return (
            super()
            .filter_queryset(queryset)
            .annotate(
                first_on=Min("dated_on"),
                last_on=Max("dated_on"),
                category_codes=_categories(pairs),
                no_case=_counted(pairs, *_decided("no-case")),
                case_to_answer=_counted(pairs, *_decided("misconduct", "gross-misconduct")),
                withdrawn=_counted(pairs, *_ended("withdrawn")),
                reflective_practice=_counted(pairs, *_ended("rprp")),
                **windows,
                **_flags(self._viewer),
            )
        )


def _rows(viewer: Doer) -> QuerySet:
    return officer_cases(viewer)


def _categories(pairs: QuerySet) -> Subquery:
    code = Coalesce("allegation__category__code", Value("not-recorded"))
    listed = pairs.order_by().values("subject__officer").annotate(codes=StringAgg(code, " ", order_by=code))
    return Subquery(listed.values("codes"), output_field=TextField())


def _counted(pairs: QuerySet, *conditions: Q) -> Coalesce:
    """How many of these allegations meet every condition."""
    counted = pairs.filter(*conditions).order_by().values("subject__officer").annotate(n=Count("pk", distinct=True))
    return Coalesce(Subquery(counted.values("n")), Value(0))


def _decided(*values: str) -> tuple[Q, ...]:
    in_force = Q(decisions__kind=Decision.Kind.CASE_TO_ANSWER, decisions__superseded_at__isnull=True)
    return (in_force & Q(decisions__value__code__in=values),)


def _ended(*codes: str) -> tuple[Q, ...]:
    return (Q(outcomes__superseded_at__isnull=True, outcomes__value__code__in=codes),)


def _flags(viewer: Doer) -> dict[str, Combinable]:
    """What the flags on a person say, of those within the viewer's sight."""
    flags = Flag.objects.visible_to(viewer).filter(officer=OuterRef("officer_id")).order_by()
    rules = flags.values("officer").annotate(slugs=StringAgg("rule__slug", " ", distinct=True)).values("slugs")
    reviews = FlagReview.objects.visible_to(viewer).filter(flag__officer=OuterRef("officer_id"))
    return {
        "rules": Subquery(rules, output_field=TextField()),
        "review_status": Choice(
            When(Exists(flags.filter(status=Flag.Status.OPEN)), then=Value("to review")),
            When(Exists(flags), then=Value("reviewed")),
            default=Value(""),
        ),
        "disposition": Subquery(reviews.order_by("-decided_at", "-pk").values("decision")[:1]),
    }


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
        Column("allegations_by_category", "Category of each allegation, as codes", F("category_codes"), is_text=True),
        Column("notices_served", "Notices of investigation served; blank where not recorded"),
        Column("NCTA_count", "Allegations with no case to answer", F("no_case")),
        Column("CTA_count", "Allegations with a case to answer", F("case_to_answer")),
        Column("withdrawn", "Allegations withdrawn", F("withdrawn")),
        Column("RPRP", "Allegations that went to reflective practice", F("reflective_practice")),
        Column("first_date", "First case that the filters keep", F("first_on")),
        Column("last_date", "Last case that the filters keep", F("last_on")),
        Column("rules_fired", "Rules that raised a flag", F("rules")),
        Column("review_status", "Whether a flag waits for review", F("review_status")),
        Column("disposition", "Last decision on a flag", F("disposition")),
    ),
)
