import pytest

from officers.models import UnitScope, unit_ids_in_scope, units_and_below
from tests.factories import UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_units_and_below_takes_every_level_and_no_sibling():
    force = UnitFactory()
    command = UnitFactory(parent=force)
    team = UnitFactory(parent=command)
    UnitFactory(parent=force)
    assert sorted(units_and_below([command.pk])) == [command.pk, team.pk]


def test_units_and_below_asks_nothing_for_no_unit(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert units_and_below([]) == []


def test_scope_reaches_the_units_below():
    command = UnitFactory()
    team = UnitFactory(parent=command)
    user = UserFactory(scoped=True)
    UnitScope.objects.create(user=user, unit=command)
    assert sorted(unit_ids_in_scope(user.pk)) == [command.pk, team.pk]
