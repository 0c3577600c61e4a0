from datetime import date, timedelta

import pytest
from django.db.models import DateField, Value
from django.db.models.functions import Cast

from misconduct.accounts.models import User
from misconduct.core.csv_cells import Guarded, guarded
from misconduct.core.working_days import working_days_between
from reports.exports.expressions import working_days
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

CELLS = ["=1", "'=1", "+1", "-1", "@a", "\t=", "\r", "\n", "plain", "", "O'Hara", "＝1", "a=b", "''=x"]


@pytest.mark.parametrize("cell", CELLS)
def test_the_database_guards_a_cell_as_python_does(cell):
    UserFactory()
    found = User.objects.annotate(cell=Guarded(Value(cell))).values_list("cell", flat=True)[0]
    assert found == guarded(cell)


def test_the_database_counts_working_days_as_python_does():
    UserFactory()
    start = date(2019, 12, 1)
    for step in range(0, 900, 7):
        end = start + timedelta(days=step)
        expression = working_days(Cast(Value(start), DateField()), Cast(Value(end), DateField()))
        found = User.objects.annotate(days=expression).values_list("days", flat=True)[0]
        assert found == working_days_between(start, end)
