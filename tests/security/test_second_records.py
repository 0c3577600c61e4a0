"""Two records of one person: whatever is under either of them stays from that person."""

import pytest

from cases.flags.models import Flag
from misconduct.audit.models import AuditEvent
from tests.factories import FlagFactory, OfficerFactory, UserFactory
from tests.factories.merges import merged

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("signs_in_with", ["kept", "absorbed"])
def test_nobody_sees_a_flag_on_their_own_second_record(signed_in, signs_in_with):
    client = signed_in("manager")
    records = {name: OfficerFactory() for name in ("kept", "absorbed")}
    flag = FlagFactory(officer=records["absorbed"], counted=0, sentence="A history is missing, invented.")
    records[signs_in_with].account = client.user
    records[signs_in_with].save()
    merged(**records)
    assert client.get(f"/flags/{flag.pk}/").status_code == 404
    assert client.get("/flags/").context["paginator"].count == 0
    assert list(Flag.objects.withheld_from(client.user)) == [flag]
    assert Flag.objects.visible_to(UserFactory(role="manager")).get() == flag


def test_nobody_reads_in_the_log_who_looked_at_their_own_second_record(signed_in):
    client = signed_in("auditor")
    kept, absorbed = OfficerFactory(account=client.user), OfficerFactory(number="99124")
    AuditEvent.objects.create(
        action="officer.viewed",
        object_type="officers.officer",
        object_id=str(absorbed.pk),
        object_label="Secret label",
        touched=[f"officers.officer:{absorbed.pk}"],
        request_id="00000000-0000-0000-0000-000000000000",
    )
    merged(kept, absorbed)
    assert "Secret label" not in client.get("/audit/").text
    assert client.get("/audit/", {"record": "99124"}).context["paginator"].count == 0
