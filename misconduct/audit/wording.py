"""The log in words. The vocabulary of actions is open: one that nobody has worded yet is read out as it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

WORDS = {
    "access.denied": "Was refused a page",
    "access.out_of_scope": "Asked for something out of their sight",
    "account.signed_in": "Signed in",
    "account.signed_out": "Signed out",
    "account.sign_in_failed": "Failed to sign in",
    "account.locked_out": "Locked out after too many attempts",
    "account.password_changed": "Changed their password",
    "account.password_refused": "Gave a wrong current password",
    "account.password_reset": "Gave somebody a one-time password",
    "account.added": "Added a person",
    "account.changed": "Changed somebody’s role or rights",
    "account.units_changed": "Changed whose units somebody sees",
    "account.own_record_changed": "Changed whose record on the roster is somebody’s own",
    "account.list_viewed": "Looked at the list of people",
    "account.viewed": "Opened a person’s rights",
    "access.list_viewed": "Looked at who was let see records by name",
    "access.withdrawn": "Withdrew access to a record",
    "admin.viewed": "Read a record as stored",
    "admin.list_viewed": "Read a list of records as stored",
    "audit.list_viewed": "Read the audit log",
    "allegation.added": "Added an allegation",
    "allegation.recategorised": "Changed the category of an allegation",
    "barred_list.due_viewed": "Looked at whom the College must be told of",
    "barred_list.entry_ended": "Ended an entry on a list of the College",
    "barred_list.return_sent": "Recorded a return to the College",
    "case.access_granted": "Gave somebody access to a case",
    "case.access_withdrawn": "Withdrew somebody’s access to a case",
    "case.assigned": "Assigned a case",
    "case.unassigned": "Took a case from its investigator",
    "case.confirmation_viewed": "Saw that a case was logged",
    "case.edited": "Changed the details of a case",
    "case.logged": "Logged a case",
    "case.sealed": "Sealed a case",
    "case.unsealed": "Lifted the seal of a case",
    "case.viewed": "Opened a case",
    "case_draft.discarded": "Threw away a draft",
    "case_draft.hints_shown": "Saw cases like the one being logged",
    "case_draft.saved": "Wrote in a draft",
    "case_draft.started": "Started to log a case",
    "code_lists.added_to": "Added codes that an import brought",
    "code_lists.loaded": "Loaded the code lists",
    "dashboard.people_listed": "Looked at the people behind a figure",
    "dashboard.viewed": "Looked at a dashboard",
    "decision.recorded": "Recorded a decision",
    "demo.loaded": "Loaded the demonstration",
    "export.broken_off": "Broke off an export",
    "export.list_viewed": "Looked at the list of exports",
    "export.manifest_downloaded": "Downloaded the manifest of an export",
    "export.manifest_viewed": "Opened the manifest of an export",
    "export.started": "Started an export",
    "export.finished": "Finished an export",
    "flag.assigned": "Gave a flag to somebody",
    "flag.list_viewed": "Looked at the queue of flags",
    "flag.raised": "Raised a flag",
    "flag.reviewed": "Decided on a flag",
    "flag.rules_viewed": "Read the rules of flags",
    "flag.viewed": "Opened a flag",
    "flags.evaluation_finished": "Finished looking at everybody for flags",
    "flags.evaluation_started": "Started to look at everybody for flags",
    "home.viewed": "Opened My work",
    "import.chunk_written": "Wrote part of an import",
    "import.failed": "Failed to carry out an import",
    "import.finished": "Finished an import",
    "import.list_viewed": "Looked at the list of imports",
    "import.previewed": "Checked a file before its import",
    "import.queued": "Asked for an import",
    "import.rejects_downloaded": "Downloaded the rejected rows of an import",
    "import.rolled_back": "Rolled back an import",
    "import.started": "Started an import",
    "import.uploaded": "Uploaded a file to import",
    "import.viewed": "Opened an import",
    "outcome.recorded": "Recorded an outcome",
    "delay_report.drafted": "Began a delay report",
    "delay_report.completed": "Wrote a delay report",
    "delay_report.sent": "Recorded that a delay report was sent",
    "clock.breached": "Put a missed deadline on record",
    "clock.breach_explained": "Said why a deadline was missed",
    "clock.extended": "Extended a deadline",
    "clock.reminder_sent": "Sent a reminder of a deadline",
    "clock.list_viewed": "Looked at a list of deadlines",
    "contact.corrected": "Corrected an entry of the contact log",
    "contact.logged": "Logged a contact",
    "party.added": "Added a complainant, victim, witness or other to a case",
    "party.changed": "Changed what is known of somebody in a case",
    "party.taken_off": "Took somebody off a case",
    "party.updates_ended": "Ended the updates to somebody in a case",
    "reporter.added": "Sealed who a confidential reporter is",
    "reporter.identified": "Looked who a confidential reporter is",
    "criminal_proceedings.ended": "Recorded the end of criminal proceedings",
    "criminal_proceedings.recorded": "Recorded criminal proceedings",
    "period.end_changed": "Changed the end of a career break or probation",
    "period.recorded": "Recorded a career break or probation",
    "restriction.imposed": "Restricted somebody’s duties",
    "suspension.ended": "Ended a suspension or restriction",
    "suspension.imposed": "Suspended somebody",
    "suspension.reviewed": "Reviewed a suspension or restriction",
    "suspension.told": "Recorded when somebody was told of a suspension or restriction",
    "search.run": "Searched",
    "subject.added": "Added a subject to a case",
    "subject.identified": "Identified a subject of a case",
    "case.list_viewed": "Looked at a list of cases",
    "notice.acknowledged": "Recorded that a notice was acknowledged",
    "notice.downloaded": "Downloaded a notice",
    "notice.draft_discarded": "Threw away a notice not yet issued",
    "notice.drafted": "Began a notice",
    "notice.file_refused": "Was refused a notice whose file has changed",
    "notice.issued": "Issued a notice",
    "notice.previewed": "Looked at a draft of a notice",
    "notice.redrafted": "Changed a notice not yet issued",
    "notice.served": "Recorded how a notice was given",
    "notice.service_taken_back": "Took back how a notice was given",
    "notice.viewed": "Opened a notice",
    "notice.withheld": "Withheld a notice",
    "notice.withholding_ended": "Ended the withholding of a notice",
    "officer.viewed": "Opened a person’s page",
    "officer.list_viewed": "Looked at a list of people",
    "officer.added": "Added a person to the roster",
    "officer.alias_added": "Added another name or number",
    "officer.posted": "Recorded a posting",
    "officers.added": "Added the people that an import named",
    "units.added": "Added the units that an import named",
    "proceedings.advice_logged": "Recorded advice of the adviser",
    "proceedings.appeal_determined": "Recorded how an appeal was decided",
    "proceedings.appeal_given_effect": "Recorded the outcome of an appeal",
    "proceedings.appeal_lodged": "Recorded an appeal",
    "proceedings.delegation_answered": "Recorded an answer to the IOPC",
    "proceedings.delegation_recommended": "Recorded a recommendation of the IOPC",
    "proceedings.interest_declared": "Recorded a declaration of interests",
    "proceedings.objection_decided": "Recorded the decision on an objection",
    "proceedings.objection_made": "Recorded an objection to a panel",
    "proceedings.opened": "Opened proceedings",
    "proceedings.panel_appointed": "Recorded an appointment to a panel",
    "proceedings.panel_replaced": "Recorded that somebody left a panel",
    "proceedings.publication_decided": "Recorded a decision on publication",
    "proceedings.published": "Recorded a publication",
    "proceedings.replacement_notified": "Recorded that an officer was told of a replacement",
    "proceedings.representation_made": "Recorded representations",
    "proceedings.representation_set": "Changed who stands by an officer",
    "proceedings.response_received": "Recorded the response of an officer",
    "proceedings.sitting_fixed": "Fixed a day of proceedings",
    "proceedings.sitting_held": "Recorded a sitting",
    "proceedings.sitting_moved": "Moved a day of proceedings",
    "proceedings.sitting_vacated": "Gave up a day of proceedings",
    "proceedings.step_recorded": "Recorded a step of proceedings",
    "proceedings.step_withdrawn": "Withdrew a step of proceedings",
    "proceedings.stopped": "Stopped proceedings",
    "proceedings.taken_down": "Recorded that a publication was taken down",
    "proceedings.viewed": "Opened proceedings of a case",
    "proceedings.witness_decided": "Recorded a decision on a witness",
    "proceedings.witness_proposed": "Recorded a proposed witness",
}


def words_for(action: str) -> str:
    """“case.closed” as “Case closed”, or better words where we have them."""
    return WORDS.get(action) or action.replace(".", " ").replace("_", " ").strip().capitalize()


@dataclass(frozen=True)
class Change:
    """One fact before and after, as text; blank where there was none."""

    name: str
    before: str
    after: str


def changes(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[Change]:
    """What an event changed or said, fact by fact, in the order it was recorded."""
    return list(_changes(before or {}, after or {}))


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for name in dict.fromkeys((*before, *after)):
        yield Change(name.replace("_", " ").capitalize(), _said(before.get(name)), _said(after.get(name)))


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_said(part)}" for key, part in value.items())
    if isinstance(value, list):
        return "; ".join(_said(part) for part in value)
    return str(value)
