import pytest
from django.urls import reverse

from cases.stages import Stage
from tests.factories import CaseFactory, OutcomeFactory, UserFactory
from tests.factories.closure import ClosureFactory, ready_to_close
from tests.factories.investigations import reported
from tests.factories.rulings import DecisionFactory

pytestmark = pytest.mark.django_db


def page(case, name="checklist"):
    return reverse(f"closure:{name}", args=[case.pk])


def test_checklist_names_what_is_missing_with_a_link_to_mend_it(signed_in):
    case = CaseFactory(stage=Stage.REVIEW)
    html = signed_in("manager").get(page(case)).content.decode()
    assert "things still missing" in html
    assert f'href="{page(case, "prepare")}"' in html
    assert "Record what is to be learned, or that no learning was identified." in html


def test_checklist_leads_to_the_closing_once_nothing_is_missing(signed_in):
    outcome = OutcomeFactory(pair__allegation__case=reported(CaseFactory(stage=Stage.REVIEW)))
    DecisionFactory(pair=outcome.pair, code="neither")
    case = ready_to_close(outcome.pair.allegation.case)
    html = signed_in("manager").get(page(case)).content.decode()
    assert "Nothing is missing" in html
    assert reverse("cases:advance", args=[case.pk, "close"]) in html


def test_checklist_shows_an_auditor_no_button(signed_in):
    case = ClosureFactory().case
    html = signed_in("auditor").get(page(case)).content.decode()
    assert "Prepare it again" not in html
    assert "Agree that" not in html


def test_prepare_fills_in_what_fits_and_saves(signed_in):
    case = CaseFactory()
    client = signed_in("manager")
    form = client.get(page(case, "prepare")).context["form"]
    assert form.initial["retention_class"] == "no-case"
    day = form.initial["review_on"]
    answer = {
        "retention_class": "no-case",
        "review_on_day": day.day,
        "review_on_month": day.month,
        "review_on_year": day.year,
        "summary": "All is done.",
        "version": case.version,
    }
    response = client.post(page(case, "prepare"), answer)
    assert response.status_code == 302, response.context["form"].errors
    assert case.closures.standing().count() == 1


def test_prepare_keeps_what_was_typed_when_refused(signed_in):
    case = CaseFactory()
    response = signed_in("manager").post(page(case, "prepare"), {"summary": "Half a story", "version": case.version})
    assert response.status_code == 422
    assert "Half a story" in response.content.decode()


def test_agree_is_refused_to_whoever_prepared_it(signed_in):
    client = signed_in("manager")
    closure = ClosureFactory(prepared_by=client.user)
    answer = {"note": "Read it", "version": closure.case.version}
    response = client.post(page(closure.case, "agree"), answer)
    assert response.status_code == 422
    assert "Somebody else must agree" in response.content.decode()


def test_agree_by_another_manager_goes_through(signed_in):
    closure = ClosureFactory(prepared_by=UserFactory())
    answer = {"note": "Read it", "version": closure.case.version}
    assert signed_in("manager").post(page(closure.case, "agree"), answer).status_code == 302
    closure.refresh_from_db()
    assert closure.agreed_by


def test_checklist_offers_no_merge_where_something_is_still_missing(signed_in):
    case = CaseFactory(record_type="CM", stage="decision")
    response = signed_in("manager").get(page(case))
    assert response.context["end"] is None
    assert "Merge into another case" not in response.content.decode().partition("How long it is kept")[2]
