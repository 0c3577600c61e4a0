"""The table of roles and permissions in words, for its page and for docs/permissions.md."""

from dataclasses import dataclass

from misconduct.accounts.roles import ROLES, Permission

_WORDS: dict[Permission, str] = {
    Permission.CASE_VIEW: "See cases in scope",
    Permission.CASE_LOG: "Log a case",
    Permission.CASE_WORK: "Change a case, its allegations and its subjects",
    Permission.CASE_ASSIGN: "Assign an investigator",
    Permission.CASE_CLOSE: "Close a case and open it again",
    Permission.CASE_SEAL: "Seal a case and say who sees it",
    Permission.DECISION_RECORD: "Record severity, case to answer and findings",
    Permission.OUTCOME_RECORD: "Record outcomes",
    Permission.REFERRAL_RECORD: "Refer a case to the IOPC and record the answer",
    Permission.NOTICE_ISSUE: "Issue notices and letters",
    Permission.PROCEEDINGS_RUN: "Arrange and record meetings, hearings and appeals",
    Permission.SUSPENSION_DECIDE: "Suspend or restrict a person, and review it",
    Permission.REPORTER_IDENTIFY: "See who a confidential reporter is, with a reason",
    Permission.OFFICER_VIEW: "Look people up, with their history in scope",
    Permission.ROSTER_EDIT: "Add a person, another name, a posting or service in another force",
    Permission.FLAG_VIEW: "See flags",
    Permission.FLAG_REVIEW: "Decide on flags",
    Permission.FLAG_RULE_MANAGE: "Draft, back-test, approve and retire rules",
    Permission.REPORT_VIEW: "See dashboards",
    Permission.EXPORT_RUN: "Download exports",
    Permission.AUDIT_VIEW: "Read the audit log",
    Permission.IMPORT_RUN: "Import rosters and case histories",
    Permission.CODE_LIST_MANAGE: "Manage code lists",
    Permission.USER_MANAGE: "Manage people and their rights",
    Permission.TEAM_VIEW: "See the card of one’s own team, without any case",
    Permission.SIGNED_IN: "Sign in and change one’s own password",
}


def words_for(permission: Permission) -> str:
    """What the permission lets a person do, in words. Raises KeyError for one that has none yet."""
    return _WORDS[permission]


@dataclass(frozen=True)
class PermissionRow:
    """One permission in words, and for each role, in their order, whether it carries it."""

    permission: Permission
    words: str
    held: tuple[bool, ...]


def permission_table() -> list[PermissionRow]:
    """Every permission in the order of `roles.py`. Raises KeyError for one that has no words yet."""
    return [
        PermissionRow(permission, _WORDS[permission], tuple(permission in role.permissions for role in ROLES.values()))
        for permission in Permission
    ]


def as_markdown() -> str:
    """The text of docs/permissions.md."""
    heads = [role.label for role in ROLES.values()]
    lines = [
        "# Who may do what",
        "",
        "Written by `manage.py permission_table > docs/permissions.md` from `misconduct/accounts/roles.py`; a test",
        "keeps the two equal. Which cases and people somebody sees is decided apart from this: by their units, by the",
        "seal on a case, by access given to them by name, and never about themselves.",
        "",
        *(f"- **{role.label}**: {role.description}" for role in ROLES.values()),
        "",
        f"| Permission | {' | '.join(heads)} |",
        f"|---|{'|'.join(':-:' for _ in heads)}|",
        *(f"| {row.words} | {' | '.join('yes' if held else '' for held in row.held)} |" for row in permission_table()),
    ]
    return "\n".join(lines)
