"""The whole way from the first question to the reference, as the browser sends it without JavaScript."""

from datetime import date

import pytest
import time_machine

from cases.models import Case, CaseDraft
from tests.cases.intake.conftest import code
from tests.factories import OfficerFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_the_day_of_the_call")]


@pytest.fixture
def _the_day_of_the_call():
    with time_machine.travel("2026-03-04 10:00+00:00", tick=False):
        yield


def test_a_complaint_is_logged_from_the_first_question_to_the_reference(clerk):
    officer = OfficerFactory(number="4821", surname="Achebe", forenames="Rowan")
    unit = UnitFactory(name="Eastgate")
    page = clerk.post("/cases/new/", {"record_type": "PC-O"}, follow=True)
    draft = CaseDraft.objects.get()
    assert page.redirect_chain[-1][0] == f"/cases/new/{draft.pk}/received/"

    def answer(data):
        return clerk.post(page.request["PATH_INFO"], data, follow=True)

    page = answer({"channel": code("channel", "phone").pk, **_day("received_on", 4, 3, 2026)})
    page = answer({**_day("incident_from", 1, 3, 2026), "place": "Market Street"})
    page = answer({"unit": unit.pk})
    page = answer({"summary": "Pushed outside the library."})
    assert page.request["PATH_INFO"] == f"/cases/new/{draft.pk}/people/find/"
    found = clerk.get(page.request["PATH_INFO"], {"q": "achebe"})
    assert str(officer) in found.content.decode()
    page = answer({"officer": officer.pk})
    page = answer({})
    subject = CaseDraft.objects.get().answers["subjects"][0]["key"]
    page = answer({"category": code("category", "B4").pk, "subjects": [subject], "description": "Pushed her."})
    page = answer({})
    assert page.request["PATH_INFO"] == f"/cases/new/{draft.pk}/check/"
    assert "Market Street" in page.content.decode()
    page = answer({})

    case = Case.objects.get()
    assert case.reference in page.content.decode()
    assert "What happens next" in page.content.decode()
    assert (case.received_on, case.incident_from, case.unit, case.logged_by) == (
        date(2026, 3, 4),
        date(2026, 3, 1),
        unit,
        clerk.user,
    )
    assert [pair.subject.officer for pair in case.allegations.get().pairs.all()] == [officer]
    assert CaseDraft.objects.get().answers == {}


def _day(name, day, month, year):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}
