"""The case register (domain notes, table T1): one row a case."""

from django.db.models import Case as Choice
from django.db.models import F, QuerySet, Value, When
from django.db.models.functions import Coalesce, TruncDate

from cases.filters import CaseFilter
from cases.models import Case
from cases.stages import RecordType
from misconduct.accounts.permissions import Doer
from reports.exports.export import Column, Export
from reports.exports.expressions import days, today, working_days

LOGGED_ON = Choice(When(import_run__isnull=True, then=TruncDate("logged_at")))
ENDED_ON = Coalesce(F("closed_on"), today())


def _rows(viewer: Doer) -> QuerySet:
    return Case.objects.visible_to(viewer)


CASE_REGISTER = Export(
    slug="cases",
    title="Case register",
    grain="One row a case",
    filterset=CaseFilter,
    queryset=_rows,
    order=("reference",),
    officers="subjects__officer_id",
    sealed="is_sealed",
    columns=(
        Column("case_ref", "Reference of the case", F("reference"), is_text=True),
        Column("record_type", "Type of record, as a code", F("record_type")),
        Column(
            "sch3_flag",
            "Whether a public complaint is inside Schedule 3",
            Choice(
                When(record_type=RecordType.COMPLAINT_INSIDE, then=Value("yes")),
                When(record_type=RecordType.COMPLAINT_OUTSIDE, then=Value("no")),
                default=Value(""),
            ),
        ),
        Column("sch3_reason", "Why it is inside Schedule 3; blank where not recorded"),
        Column("date_received", "Day the force received it", F("received_on")),
        Column("date_logged", "Day it was logged here; blank for imported history", LOGGED_ON),
        Column("wd_to_log", "Working days from receipt to logging", working_days(F("received_on"), LOGGED_ON)),
        Column("date_first_contact", "Day of first contact; blank where not recorded"),
        Column("wd_to_contact", "Working days from receipt to first contact; blank where not recorded"),
        Column("route", "Route of handling; blank where not recorded"),
        Column("investigation_form", "Form of investigation; blank where not recorded"),
        Column("referral_criteria", "Criteria met for referral; blank where not recorded"),
        Column("date_referred", "Day of referral; blank where not recorded"),
        Column("iopc_decision", "Decision on referral; blank where not recorded"),
        Column("status", "Stage of the case", F("stage")),
        Column("date_finalised", "Day the case was closed", F("closed_on")),
        Column("days_open", "Calendar days from receipt to closing, or to today", days(F("received_on"), ENDED_ON)),
        Column("wd_open", "Working days from receipt to closing or today", working_days(F("received_on"), ENDED_ON)),
        Column("regime_version", "Law in force when it was received", F("regime")),
    ),
)
