"""Whom an address asks about: a subject or a party of the case, by its number in the query."""

from collections.abc import Mapping, Sequence

from cases.contacts.models import Party
from cases.models import Case, Subject
from cases.notices.catalogue import Template
from cases.notices.models import Notice
from misconduct.accounts.models import User
from misconduct.accounts.pages import number_sent


def people(case: Case) -> Sequence[Subject]:
    """The subjects who are known people."""
    return list(case.subjects.identified().select_related("officer", "case"))


def parties(case: Case, viewer: User) -> Sequence[Party]:
    """The people of the case to whom a letter can go. A confidential reporter gets none from here."""
    return list(Party.objects.visible_to(viewer).current().filter(case=case, is_confidential=False))


def asked_subject(case: Case, given: Mapping[str, str]) -> Subject | None:
    """The subject of the case whose number is given, if it is one."""
    return case.subjects.identified().select_related("officer").filter(pk=number_sent(given, "subject")).first()


def asked_party(case: Case, given: Mapping[str, str]) -> Party | None:
    """The party of the case whose number is given, if it is one to whom a letter can go."""
    return Party.objects.current().filter(case=case, is_confidential=False, pk=number_sent(given, "party")).first()


def asked_notice(case: Case, given: Mapping[str, str]) -> Notice | None:
    """The notice of the case whose number is given, to be replaced."""
    return case.notices.select_related("case", "subject__officer").filter(pk=number_sent(given, "replaces")).first()


def overtaken_notice(letter: Template, subject: Subject | None) -> Notice | None:
    """The notice whose place a revised assessment takes: the latest that told this person the one before."""
    if subject is None or not letter.overtakes:
        return None
    told = subject.notices.filter(replaced_by=None).served().telling_severity()
    return told.select_related("case", "subject__officer").first()
