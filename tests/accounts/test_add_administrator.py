import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from misconduct.accounts.models import User
from misconduct.accounts.roles import RoleName
from misconduct.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_add_administrator_makes_an_account_that_must_choose_its_own_password(client: Client) -> None:
    output = StringIO()
    call_command("add_administrator", "chief", "--first-name", "Ada", "--last-name", "Chief", stdout=output)
    person = User.objects.get(username="chief")
    assert (person.role, person.password_is_temporary, person.is_superuser) == (RoleName.ADMINISTRATOR, True, False)
    found = re.fullmatch(r"chief can sign in once with this password: (\S+)\n", output.getvalue())
    assert found
    assert client.login(username="chief", password=found[1])
    assert client.get("/", follow=True).redirect_chain == [("/accounts/password/change/", 302)]


def test_add_administrator_is_on_record_without_the_password() -> None:
    output = StringIO()
    call_command("add_administrator", "chief", stdout=output)
    event = AuditEvent.objects.get(action="account.added")
    assert event.actor_name == "system:add_administrator"
    assert output.getvalue().split()[-1] not in str(event.__dict__)


def test_add_administrator_refuses_a_name_that_is_taken() -> None:
    call_command("add_administrator", "chief", stdout=StringIO())
    with pytest.raises(CommandError, match="Somebody already has this user name") as error:
        call_command("add_administrator", "Chief", stdout=StringIO())
    assert error.value.returncode == 2
    assert User.objects.count() == 1
