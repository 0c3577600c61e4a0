"""Roles and what each may do: one table, so that a change of rights is a reviewed commit."""

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """One thing that a person may do. Pages name the permission they need; actions require it."""

    CASE_VIEW = "case.view"
    CASE_LOG = "case.log"
    CASE_WORK = "case.work"
    CASE_ASSIGN = "case.assign"
    CASE_CLOSE = "case.close"
    CASE_SEAL = "case.seal"
    DECISION_RECORD = "decision.record"
    OUTCOME_RECORD = "outcome.record"
    REFERRAL_RECORD = "referral.record"
    NOTICE_ISSUE = "notice.issue"
    PROCEEDINGS_RUN = "proceedings.run"
    SUSPENSION_DECIDE = "suspension.decide"
    REPORTER_IDENTIFY = "reporter.identify"
    OFFICER_VIEW = "officer.view"
    ROSTER_EDIT = "roster.edit"
    FLAG_VIEW = "flag.view"
    FLAG_REVIEW = "flag.review"
    FLAG_RULE_MANAGE = "flag.rule_manage"
    REPORT_VIEW = "report.view"
    EXPORT_RUN = "export.run"
    AUDIT_VIEW = "audit.view"
    IMPORT_RUN = "import.run"
    CODE_LIST_MANAGE = "code_list.manage"
    USER_MANAGE = "user.manage"
    TEAM_VIEW = "team.view"
    SIGNED_IN = "signed_in"


class RoleName(StrEnum):
    CASEWORKER = "caseworker"
    INVESTIGATOR = "investigator"
    MANAGER = "manager"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    LINE_MANAGER = "line_manager"


@dataclass(frozen=True)
class Role:
    """A job in professional standards. `only_assigned` narrows cases to those the person works on."""

    name: RoleName
    label: str
    description: str
    permissions: frozenset[Permission]
    only_assigned: bool = False


_CASEWORK = frozenset(
    {
        Permission.SIGNED_IN,
        Permission.CASE_VIEW,
        Permission.CASE_LOG,
        Permission.CASE_WORK,
        Permission.NOTICE_ISSUE,
        Permission.OFFICER_VIEW,
    }
)

ROLES: dict[RoleName, Role] = {
    role.name: role
    for role in (
        Role(
            RoleName.CASEWORKER,
            "Caseworker",
            "Logs cases, keeps them up to date and records outcomes.",
            _CASEWORK
            | {
                Permission.DECISION_RECORD,
                Permission.OUTCOME_RECORD,
                Permission.REFERRAL_RECORD,
                Permission.PROCEEDINGS_RUN,
                Permission.ROSTER_EDIT,
            },
        ),
        Role(
            RoleName.INVESTIGATOR,
            "Investigator",
            "Works the cases assigned to them.",
            _CASEWORK,
            only_assigned=True,
        ),
        Role(
            RoleName.MANAGER,
            "Manager",
            "Head of professional standards: assigns, decides, reviews flags and reads the dashboards.",
            _CASEWORK
            | {
                Permission.CASE_ASSIGN,
                Permission.CASE_CLOSE,
                Permission.CASE_SEAL,
                Permission.DECISION_RECORD,
                Permission.OUTCOME_RECORD,
                Permission.REFERRAL_RECORD,
                Permission.PROCEEDINGS_RUN,
                Permission.SUSPENSION_DECIDE,
                Permission.REPORTER_IDENTIFY,
                Permission.ROSTER_EDIT,
                Permission.FLAG_VIEW,
                Permission.FLAG_REVIEW,
                Permission.FLAG_RULE_MANAGE,
                Permission.REPORT_VIEW,
                Permission.EXPORT_RUN,
            },
        ),
        Role(
            RoleName.AUDITOR,
            "Auditor",
            "Reads everything in scope, exports it, and proves what was done and who looked. Changes nothing.",
            frozenset(
                {
                    Permission.SIGNED_IN,
                    Permission.CASE_VIEW,
                    Permission.OFFICER_VIEW,
                    Permission.FLAG_VIEW,
                    Permission.REPORT_VIEW,
                    Permission.EXPORT_RUN,
                    Permission.AUDIT_VIEW,
                }
            ),
        ),
        Role(
            RoleName.ADMINISTRATOR,
            "Administrator",
            "Manages people, imports and code lists. Sees no case content.",
            frozenset(
                {
                    Permission.SIGNED_IN,
                    Permission.USER_MANAGE,
                    Permission.IMPORT_RUN,
                    Permission.CODE_LIST_MANAGE,
                }
            ),
        ),
        Role(
            RoleName.LINE_MANAGER,
            "Line manager",
            "Outside professional standards: sees counts, categories, live warnings and restrictions of the people they"
            " supervise now, and nothing else.",
            frozenset({Permission.SIGNED_IN, Permission.TEAM_VIEW}),
        ),
    )
}
