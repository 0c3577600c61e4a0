"""What each role finds at the top of every page, in the order of its working day."""

from dataclasses import dataclass

from django.urls import reverse

from misconduct.accounts.roles import RoleName


@dataclass(frozen=True)
class Destination:
    """One entry of the navigation: its words and the name of the page it leads to."""

    label: str
    url_name: str


@dataclass(frozen=True)
class NavigationItem:
    """One entry as a page draws it."""

    label: str
    url: str
    is_current: bool


_MY_WORK = Destination("My work", "home")
_CASES = Destination("Cases", "cases:list")
_DEADLINES = Destination("Deadlines", "clocks:list")
_OFFICERS = Destination("Officers", "officers:list")
_FLAGS = Destination("Flags", "flags:list")
_REPEAT = Destination("Repeat allegations", "reports:repeat")
_EXPORTS = Destination("Exports", "reports:exports")
_AUDIT = Destination("Audit log", "audit:list")
_PEOPLE = Destination("People and roles", "accounts:people")
_IMPORTS = Destination("Imports", "imports:list")
_CODES = Destination("Code lists", "cases:code_lists")
_TEAM = Destination("My team", "team")

_CASEWORK = (_MY_WORK, _CASES, _DEADLINES, _OFFICERS)
NAVIGATION: dict[RoleName, tuple[Destination, ...]] = {
    RoleName.CASEWORKER: _CASEWORK,
    RoleName.INVESTIGATOR: _CASEWORK,
    RoleName.MANAGER: (*_CASEWORK, _FLAGS, _REPEAT, _EXPORTS),
    RoleName.AUDITOR: (_MY_WORK, _CASES, _DEADLINES, _OFFICERS, _FLAGS, _REPEAT, _EXPORTS, _AUDIT),
    RoleName.ADMINISTRATOR: (_MY_WORK, _PEOPLE, _IMPORTS, _CODES),
    RoleName.LINE_MANAGER: (_TEAM,),
}


def navigation(role: RoleName, path: str) -> list[NavigationItem]:
    """The role's entries, the one that `path` belongs to marked as current."""
    found = [(destination.label, reverse(destination.url_name)) for destination in NAVIGATION[role]]
    current = max((url for _, url in found if _is_within(path, url)), key=len, default=None)
    return [NavigationItem(label, url, url == current) for label, url in found]


def _is_within(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
