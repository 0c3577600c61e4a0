"""Guards that several moves share, gathered under one name."""

from cases.guards import assessment, basics, closure, decision, investigation, notices, referral, triage

CONTENT = (basics.has_allegation, basics.every_allegation_has_subject)
# A case whose referral is due or waits for its answer is neither decided nor ended.
REFERRED = (referral.referral_sent, referral.referral_answered)
TRIAGED = (triage.triage_facts_recorded, triage.schedule_3_decided, referral.referral_considered)
SETTLED = (*REFERRED, *CONTENT, basics.every_pair_has_outcome)
# What the conduct regulations ask of each allegation that was assessed as misconduct.
FOUND = (
    decision.every_pair_decided,
    decision.every_forum_decided,
    decision.every_finding_made,
    decision.every_presumption_answered,
)
INVESTIGABLE = (
    basics.has_investigator,
    *CONTENT,
    assessment.every_allegation_has_category,
    assessment.every_severity_assessed,
    investigation.has_independent_investigator,
    investigation.has_terms_of_reference,
    investigation.has_next_action,
)
INVESTIGATED = (
    *CONTENT,
    investigation.has_independent_investigator,
    investigation.has_next_action,
    notices.notices_served_or_withheld,
)
# Severity may be revised also after the investigation: nobody is decided on, or sent to proceedings, for more or less
# than they were told of.
TOLD_OF_SEVERITY = (*REFERRED, *CONTENT, notices.notices_served_or_withheld)
ASSESSABLE = (
    *TRIAGED,
    *REFERRED,
    referral.outside_schedule_3_only_unreferred,
    referral.form_of_investigation_set,
)
# The closure checklist: what the law and the force ask for before a case ends. Its page lists these checks.
KEPT = (closure.retention_decided, closure.second_person_agreed)
TOLD = (closure.everyone_told, investigation.has_learning, *KEPT)
ENDED = (closure.review_time_has_run, closure.subjects_notified, *TOLD)
