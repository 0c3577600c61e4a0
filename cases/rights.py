"""What somebody's role allows on a case as it stands, by the names that its pages know."""

from enum import Enum

from cases.models import Case
from misconduct.accounts.models import User
from misconduct.accounts.roles import ROLES, Permission


class While(Enum):
    """How long a right lasts: also after the end, while the case is open, or only while it is not suspended."""

    ALWAYS = "always"
    OPEN = "open"
    RUNNING = "running"


RIGHTS: dict[str, tuple[Permission, While]] = {
    "contact": (Permission.CASE_WORK, While.ALWAYS),
    "people": (Permission.CASE_WORK, While.OPEN),
    "link": (Permission.CASE_WORK, While.OPEN),
    "work": (Permission.CASE_WORK, While.RUNNING),
    "opine": (Permission.CASE_WORK, While.RUNNING),
    "suspend": (Permission.SUSPENSION_DECIDE, While.OPEN),
    "assign": (Permission.CASE_ASSIGN, While.OPEN),
    "decide": (Permission.DECISION_RECORD, While.RUNNING),
    "end": (Permission.OUTCOME_RECORD, While.RUNNING),
    "close": (Permission.CASE_CLOSE, While.RUNNING),
    "refer": (Permission.REFERRAL_RECORD, While.RUNNING),
    "proceed": (Permission.PROCEEDINGS_RUN, While.OPEN),
    "seal": (Permission.CASE_SEAL, While.ALWAYS),
}


def rights(case: Case, user: User) -> dict[str, bool]:
    """What this person's role allows: it draws the links, the actions check again."""
    stands = {While.ALWAYS: True, While.OPEN: case.is_open, While.RUNNING: case.is_running}
    found = {name: stands[until] and user.has(permission) for name, (permission, until) in RIGHTS.items()}
    found["opine"] = found["opine"] and case.investigator_id == user.pk
    found["move"] = user.has(Permission.CASE_WORK) or user.has(Permission.CASE_CLOSE)
    return found


def who_may(name: str) -> str:
    """“a caseworker or manager”: whose job it is, for somebody who may not do it."""
    if name == "opine":
        return "the investigator"
    permission, _ = RIGHTS[name]
    return f"a {' or '.join(role.label.lower() for role in ROLES.values() if permission in role.permissions)}"
