"""Flag decisions (domain notes, table T13): one row for each review of a flag, and one for a flag without any."""

from django.db.models import Case, Exists, F, OuterRef, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat

from cases.flags.filters import FlagFilter
from cases.flags.models import Flag, FlagReview
from misconduct.accounts.permissions import Doer
from misconduct.accounts.roles import Permission
from reports.exports.export import Column, Export
from reports.exports.expressions import iso_time, pseudonym


def _rows(viewer: Doer) -> QuerySet:
    """The flags in sight, each with whether this reader may be told what came in the year after a decision."""
    told = FlagReview.objects.looked_back_on(viewer).filter(pk=OuterRef("reviews__pk")).order_by()
    return Flag.objects.visible_to(viewer).with_score_for(viewer).annotate(is_looked_back_on=Exists(told))


_AFTER_12_MONTHS = Case(
    When(
        is_looked_back_on=True,
        then=Concat(
            Cast("reviews__later_cases", TextField()),
            Value(" later cases, "),
            Cast("reviews__later_proven", TextField()),
            Value(" proven, "),
            Cast("reviews__later_not_proven", TextField()),
            Value(" not proven"),
            output_field=TextField(),
        ),
    ),
    default=Value(""),
    output_field=TextField(),
)


FLAG_DECISIONS = Export(
    slug="flag-decisions",
    title="Flag decisions",
    grain="One row for each review of a flag, and one for a flag not yet reviewed",
    filterset=FlagFilter,
    queryset=_rows,
    order=("pk", "reviews__pk"),
    officers="officer_id",
    permission=Permission.EXPORT_RUN,
    columns=(
        Column("flag_id", "Number of the flag", F("pk")),
        Column("subject_pseudo_id", "Stable pseudonym of the person", pseudonym(F("officer_id"))),
        Column("unit", "The unit, for a flag about one", F("unit__name"), is_text=True),
        Column("case", "The case, for a flag about one", F("case__reference"), is_text=True),
        Column("rule_id", "Rule that fired", F("rule__slug")),
        Column("rule_version", "Version of the rule", F("rule_version__number")),
        Column("inputs", "Parameters of the rule, as they were", Cast("parameters", TextField()), is_text=True),
        Column("scope", "Category, for a rule about one category", F("scope_label"), is_text=True),
        Column("window_from", "First day of the window", F("window_from")),
        Column("window_to", "First day after the window", F("window_to")),
        Column("matters_counted", "Matters counted", F("counted")),
        Column("evidence_sha256", "Hash of the matters counted", F("evidence_key")),
        Column("fired_at", "When it fired, UTC", iso_time(F("fired_at"))),
        Column("due_on", "Day the review is due", F("due_on")),
        Column("tier", "How soon a person looks: 1 is first, 4 last", F("tier")),
        Column("score", "Priority score, without cases sealed from the reader; blank on older flags", F("score_seen")),
        Column(
            "score_percent", "Of a hundred points how many count in the queue, by the same work", F("score_percent")
        ),
        Column("status", "To review, waiting for a second reader, reviewed, or replaced by a newer flag", F("status")),
        Column("reviewer", "Who decided", F("reviews__decided_by__username"), is_text=True),
        Column("decided_at", "When it was decided, UTC", iso_time(F("reviews__decided_at"))),
        Column("decision", "What was decided", F("reviews__decision")),
        Column("reason", "Why", F("reviews__reason"), is_text=True),
        Column("action", "Date to monitor until, where that was decided", F("reviews__monitor_until")),
        Column("outcome_at_12m", "What followed within 12 months; blank until they are over", _AFTER_12_MONTHS),
        Column("second_reader", "Who read it second", F("reviews__second_reading__read_by__username"), is_text=True),
        Column("second_reading", "Agreed, or sent back", F("reviews__second_reading__verdict")),
        Column("follow_up", "What the decision asked for", F("reviews__follow_up__what"), is_text=True),
        Column("follow_up_due_on", "Day the follow-up is due", F("reviews__follow_up__due_on")),
        Column("follow_up_done_on", "Day it was done", F("reviews__follow_up__done_on")),
        Column("follow_up_outcome", "What came of it", F("reviews__follow_up__outcome"), is_text=True),
    ),
)
