from django.db import models


class Stage(models.TextChoices):
    """Where a case stands (domain notes §2.5)."""

    RECEIVED = "received", "Received"
    TRIAGE = "triage", "Triage"
    REFERRED = "referred", "Referred to the IOPC"
    ASSESSMENT = "assessment", "Assessment"
    INVESTIGATION = "investigation", "Investigation"
    REPORT = "report", "Report"
    DECISION = "decision", "Decision"
    PROCEEDINGS = "proceedings", "Proceedings"
    REVIEW = "review", "Appeal or review"
    CLOSED = "closed", "Closed"
    SUSPENDED = "suspended", "Suspended"

    @property
    def colour(self) -> str:
        """The colour of its tag, beside its word."""
        return STAGE_COLOURS[self]


class Ending(models.TextChoices):
    """How a closed case ended (domain notes §2.2)."""

    COMPLETED = "completed", "Completed"
    HANDLED_OUTSIDE = "handled_outside", "Handled outside Schedule 3"
    NO_FURTHER_ACTION = "no_further_action", "No further action"
    WITHDRAWN = "withdrawn", "Withdrawn"
    MERGED = "merged", "Merged into another case"


class RecordType(models.TextChoices):
    """What kind of record a case is (domain notes §2.1)."""

    COMPLAINT_OUTSIDE = "PC-O", "Public complaint, outside Schedule 3"
    COMPLAINT_INSIDE = "PC-S", "Public complaint, inside Schedule 3"
    CONDUCT = "CM", "Conduct matter"
    RECORDABLE_CONDUCT = "RCM", "Recordable conduct matter"
    DEATH_OR_SERIOUS_INJURY = "DSI", "Death or serious injury"
    REFLECTIVE_PRACTICE = "RPRP", "Reflective practice"
    PERFORMANCE = "UPP", "Unsatisfactory performance"
    VETTING = "VET", "Vetting"
    PROBATIONER_DISCHARGE = "REG13", "Probationer discharge (regulation 13)"
    HISTORIC = "HIST", "Historic record, type not stated"

    @property
    def short_label(self) -> str:
        """The label as a narrow column shows it."""
        return _SHORT_LABELS.get(self, str(self.label))


_SHORT_LABELS = {
    RecordType.COMPLAINT_OUTSIDE: "Complaint, outside Sch 3",
    RecordType.COMPLAINT_INSIDE: "Complaint, inside Sch 3",
    RecordType.CONDUCT: "Conduct",
    RecordType.RECORDABLE_CONDUCT: "Recordable conduct",
    RecordType.PERFORMANCE: "Performance",
    RecordType.PROBATIONER_DISCHARGE: "Probationer discharge",
    RecordType.HISTORIC: "Not stated",
}
OPEN_STAGES = tuple(stage for stage in Stage if stage is not Stage.CLOSED)
# Where a case may stop for criminal proceedings, and where it then goes on.
SUSPENDABLE_STAGES = (Stage.ASSESSMENT, Stage.INVESTIGATION, Stage.REPORT, Stage.DECISION, Stage.PROCEEDINGS)
STAGE_COLOURS = {
    Stage.RECEIVED: "blue",
    Stage.TRIAGE: "light-blue",
    Stage.REFERRED: "pink",
    Stage.ASSESSMENT: "turquoise",
    Stage.INVESTIGATION: "purple",
    Stage.REPORT: "purple",
    Stage.DECISION: "orange",
    Stage.PROCEEDINGS: "red",
    Stage.REVIEW: "yellow",
    Stage.CLOSED: "grey",
    Stage.SUSPENDED: "grey",
}
