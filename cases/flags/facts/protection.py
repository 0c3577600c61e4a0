"""Since when somebody is protected as one who reported in confidence. Two queries.

The database holds no more than a mark that nobody can make without REPORTER_KEY, so the marks of the people asked for
are made here and looked up. Without a key nobody is known to be protected.
"""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from cases.contacts import sealing
from cases.contacts.models import ReporterIdentity
from officers.models import Officer


def protected_since(officer_ids: Sequence[int]) -> dict[int, date]:
    """By person, the day on which their first report was sealed; people who never reported are absent.

    A report under a record that was found to be somebody's second one protects that person.
    """
    person_of = {pk: pk for pk in officer_ids}
    absorbed = Officer.objects.filter(merges_absorbed__status="approved", merges_absorbed__kept__in=officer_ids)
    person_of |= dict(absorbed.order_by().values_list("pk", "merges_absorbed__kept"))
    marks = sealing.officer_digests(person_of)
    sealed = ReporterIdentity.objects.filter(officer_digest__in=marks).order_by("-sealed_at")
    return {
        person_of[marks[mark]]: timezone.localdate(sealed_at)
        for mark, sealed_at in sealed.values_list("officer_digest", "sealed_at")
    }
