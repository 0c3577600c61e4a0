"""The facts of a case that start, stop and pause statutory clocks (domain notes §3.6). The numbers are its rows."""

from django.db import models


class MilestoneKind(models.TextChoices):
    """What can happen in a case that a clock listens to. `about` names the record each is counted for."""

    # The case as a whole
    RECEIVED = "received", "Received"
    LOGGED = "logged", "Logged"  # 1
    RECORDED = "recorded", "Recorded under Schedule 3"  # 6
    AUTHORITY_AWARE = "authority_aware", "Appropriate authority first knew"  # 7
    REFERRAL_CRITERIA_MET = "referral_criteria_met", "Referral criteria met"  # 2
    REFERRED = "referred", "Referred to the IOPC"  # 2
    DELAY_REPORTED = "delay_reported", "Delay report sent"  # 6, 7
    REPORT_SUBMITTED = "report_submitted", "Investigation report submitted"  # 12
    DECISION_MADE = "decision_made", "Decided by the appropriate authority"  # 12
    OUTCOME_DECIDED = "outcome_decided", "Outcome decided"  # 4
    REVIEW_APPLIED = "review_applied", "Review applied for"  # 5
    REVIEW_DETERMINED = "review_determined", "Review determined"  # 5
    SUSPENDED = "suspended", "Case suspended for criminal proceedings"
    RESUMED = "resumed", "Case resumed"
    CLOSED = "closed", "Case closed"
    REOPENED = "reopened", "Case re-opened"
    # About a person to be kept informed
    CONTACTED = "contacted", "First contact with the complainant"  # 1
    HANDLING_STARTED = "handling_started", "Handling started"  # 3
    UPDATE_GIVEN = "update_given", "Progress update given"  # 3
    UPDATES_ENDED = "updates_ended", "No more updates due"  # 3
    OUTCOME_TOLD = "outcome_told", "Told of the outcome"  # 4, 5
    # About a subject
    INVESTIGATOR_APPOINTED = "investigator_appointed", "Investigator appointed"  # 8
    NOTICE_SERVED = "notice_served", "Notice of investigation served"  # 8, 9
    NOTICE_WITHHELD = "notice_withheld", "Notice withheld: it might prejudice the investigation"  # 8
    RESPONSE_RECEIVED = "response_received", "Statement or documents received"  # 9
    INTERVIEW_PROPOSED = "interview_proposed", "Interview proposed"  # 10: its date is the day proposed
    INTERVIEW_HELD = "interview_held", "Interview held"  # 10
    OUTCOME_NOTIFIED = "outcome_notified", "Subject notified of the outcome"  # appeal windows
    APPEAL_MADE = "appeal_made", "Appeal made"
    REFLECTIVE_INVITED = "reflective_invited", "Invited to reflective practice"  # 24
    REFLECTIVE_ACCOUNT_GIVEN = "reflective_account_given", "Account given"  # 24
    PROBATION_ENDS = "probation_ends", "Probation ends"  # its date is the last day
    WARNING_ENDS = "warning_ends", "Warning ends"  # its date is the last day
    # About a period
    SUSPENSION_TOLD = "suspension_told", "Suspended orally"  # 11
    SUSPENSION_CONFIRMED = "suspension_confirmed", "Suspension confirmed in writing"  # 11
    SUSPENSION_STARTED = "suspension_started", "Suspension or restriction started"  # 11
    SUSPENSION_REVIEWED = "suspension_reviewed", "Suspension or restriction reviewed"  # 11
    SUSPENSION_ENDED = "suspension_ended", "Suspension or restriction ended"  # 11
    # About a proceeding
    PROCEEDINGS_NOTICE_SERVED = "proceedings_notice_served", "Notice of referral to proceedings served"  # 13
    OBJECTION_MADE = "objection_made", "Objection made"  # 13
    OBJECTION_DECIDED = "objection_decided", "Objection decided"  # 13
    PAPERS_SERVED = "papers_served", "Papers served"  # 14, 18, 19
    PROCEEDINGS_RESPONSE = "proceedings_response", "Response to the papers received"  # 14, 15
    WITNESS_LISTS_EXCHANGED = "witness_lists_exchanged", "Witness lists exchanged"  # 15, 16
    BUNDLE_SENT = "bundle_sent", "Lists and bundle sent to the chair"  # 16, 17
    PRE_HEARING_HELD = "pre_hearing_held", "Pre-hearing held"  # 17
    HEARING_FIXED = "hearing_fixed", "Hearing date fixed"  # 20: its date is the day of the hearing
    HEARING_NOTICE_PUBLISHED = "hearing_notice_published", "Notice of the hearing published"  # 20
    HEARING_STARTED = "hearing_started", "Hearing started"  # 18, 25
    MEETING_HELD = "meeting_held", "Meeting held"  # 19
    ACCELERATED_NOTICE_SERVED = "accelerated_notice_served", "Notice of accelerated hearing served"  # 23
    ACCELERATED_HEARING_HELD = "accelerated_hearing_held", "Accelerated hearing held"  # 23
    PROCEEDINGS_CONCLUDED = "proceedings_concluded", "Proceedings concluded"  # 21
    PANEL_REPORTED = "panel_reported", "Panel report sent"  # 21
    RECORD_KEPT = "record_kept", "Verbatim record kept"  # 25
    OUTCOME_PUBLISHED = "outcome_published", "Outcome published"  # 22
    OUTCOME_TAKEN_DOWN = "outcome_taken_down", "Published outcome taken down"  # 22
    # About a recommendation
    RECOMMENDATION_RECEIVED = "recommendation_received", "Recommendation received"  # 26
    RECOMMENDATION_ANSWERED = "recommendation_answered", "Recommendation answered"  # 26
