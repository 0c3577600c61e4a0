import django_filters
from django.db.models import Q, QuerySet

from misconduct.accounts.models import User
from misconduct.accounts.roles import ROLES
from misconduct.core.forms.base import FilterForm


class PersonFilter(django_filters.FilterSet):
    """Those who may sign in, by name, role and whether they still may."""

    q = django_filters.CharFilter(label="Name or user name", method="named")
    role = django_filters.ChoiceFilter(
        choices=[(role.name.value, role.label) for role in ROLES.values()], empty_label="Any role"
    )
    state = django_filters.ChoiceFilter(
        label="Account",
        choices=(("open", "May sign in"), ("closed", "Closed")),
        method="in_state",
        empty_label="Open or closed",
    )

    class Meta:
        model = User
        form = FilterForm
        fields = ("q", "role", "state")

    def named(self, people: QuerySet, name: str, text: str) -> QuerySet:
        """Every word in the first name, the last name or the user name."""
        for word in text.replace("\x00", "").split():
            people = people.filter(
                Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(username__icontains=word)
            )
        return people

    def in_state(self, people: QuerySet, name: str, state: str) -> QuerySet:
        return people.filter(is_active=state == "open")
