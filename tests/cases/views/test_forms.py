"""Every form of a case: who may open it, what it answers, what it saves."""

import pytest

from cases.models import Case
from cases.stages import Stage
from misconduct.accounts.models import AccessGrant
from misconduct.audit.models import AuditEvent
from tests.cases.actions.conftest import code
from tests.factories import (
    AllegationSubjectFactory,
    CaseFactory,
    OfficerFactory,
    SubjectFactory,
    UserFactory,
    triage,
)
from tests.factories.investigations import NO_CONFLICT
from tests.factories.rulings import assessed, at_its_stage, taken_to

pytestmark = pytest.mark.django_db

WORK, MANAGE = {"caseworker", "manager"}, {"manager"}
FORMS = (
    ("edit/", WORK),
    ("assign/", MANAGE),
    ("unassign/", MANAGE),
    ("move/start_triage/", WORK),
    ("move/close/", MANAGE),
    ("allegations/add/", WORK),
    ("allegations/1/category/", WORK),
    ("subjects/add/", WORK),
    ("subjects/add/?kind=unidentified", WORK),
    ("subjects/add/?kind=organisational", WORK),
    ("subjects/{subject}/identify/", WORK),
    ("pairs/{pair}/severity/", WORK),
    ("pairs/{pair}/case_to_answer/", WORK),
    ("pairs/{pair}/iopc_view/", WORK),
    ("pairs/{pair}/forum/", WORK),
    ("pairs/{pair}/finding/", WORK),
    ("pairs/{pair}/presumption/", WORK),
    ("pairs/{pair}/opinion/", WORK),
    ("pairs/{pair}/special-conditions/", WORK),
    ("pairs/{pair}/particulars/add/", WORK),
    ("allegations/1/standards/", WORK),
    ("pairs/{pair}/outcome/", WORK),
    ("seal/", MANAGE),
    ("unseal/", MANAGE),
    ("access/give/", MANAGE),
    ("access/{grant}/withdraw/", MANAGE),
)


@pytest.fixture
def pair():
    """A pair of a case at assessment, with a person to identify beside it and somebody given access."""
    pair = AllegationSubjectFactory(allegation__case__stage=Stage.ASSESSMENT)
    SubjectFactory(case=pair.allegation.case, unidentified=True, description="Tall")
    AccessGrant.objects.create(
        user=UserFactory(), object_type="cases.case", object_id=pair.allegation.case_id, granted_by=UserFactory()
    )
    return pair


def address(pair, form):
    places = {
        "pair": pair.pk,
        "subject": pair.allegation.case.subjects.get(officer=None).pk,
        "grant": AccessGrant.objects.get().pk,
    }
    return f"/cases/{pair.allegation.case_id}/{form.format(**places)}"


@pytest.mark.parametrize(("form", "roles"), FORMS)
@pytest.mark.parametrize("role", ["caseworker", "manager", "auditor", "administrator"])
def test_form_opens_for_its_roles_only(signed_in, pair, form, roles, role):
    assert signed_in(role).get(address(pair, form)).status_code == (200 if role in roles else 403)


@pytest.mark.parametrize(("form", "roles"), FORMS)
def test_form_is_not_there_out_of_scope(signed_in, pair, form, roles):
    Case.objects.update(is_sealed=True)
    client = signed_in("manager")
    assert client.get(address(pair, form)).status_code == 404
    assert client.post(address(pair, form), {"version": 1}).status_code == 404


@pytest.mark.parametrize(("form", "roles"), FORMS)
def test_form_takes_no_other_method(signed_in, pair, form, roles):
    assert signed_in("manager").delete(address(pair, form)).status_code == 405


@pytest.mark.parametrize("form", [form for form, _ in FORMS if form not in {"move/start_triage/", "subjects/add/"}])
def test_empty_form_says_what_is_missing_and_saves_nothing(signed_in, pair, form):
    response = signed_in("manager").post(address(pair, form), {"version": "1"})
    assert response.status_code == 422
    assert "There is a problem" in response.text
    assert Case.objects.get(pk=pair.allegation.case_id).version == 1


@pytest.mark.parametrize(
    "place",
    ["pairs/0/outcome/", "pairs/0/finding/", "subjects/0/identify/", "allegations/9/category/", "access/0/withdraw/"],
)
def test_form_about_a_part_of_another_case_is_not_there(signed_in, pair, place):
    other = AllegationSubjectFactory()
    client = signed_in("manager")
    assert client.get(f"/cases/{pair.allegation.case_id}/{place}").status_code == 404
    assert client.get(f"/cases/{pair.allegation.case_id}/pairs/{other.pk}/outcome/").status_code == 404


def test_unknown_moves_kinds_and_lists_are_not_there(signed_in, pair):
    client = signed_in("manager")
    for place in ("move/fly/", f"pairs/{pair.pk}/hunch/"):
        assert client.get(f"/cases/{pair.allegation.case_id}/{place}").status_code == 404


def date_boxes(name, day, month, year):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


def test_outcome_is_recorded_and_said(signed_in, pair):
    answers = {
        "version": 1,
        "value": code("outcome", "no-action").pk,
        "reasons": "Not proven.",
        **date_boxes("decided_on", 1, 4, 2026),
    }
    response = signed_in().post(address(pair, "pairs/{pair}/outcome/"), answers, follow=True)
    assert response.redirect_chain[0][0] == f"/cases/{pair.allegation.case_id}/decisions/"
    assert "Outcome recorded: No action." in response.text
    assert pair.outcomes.get().reasons == "Not proven."


def test_what_an_action_refuses_stands_beside_its_field(signed_in, pair):
    answers = {
        "version": 1,
        "value": code("outcome", "written-warning").pk,
        "reasons": "Proven on the evidence.",
        **date_boxes("decided_on", 1, 6, 2026),
    }
    client = signed_in()
    taken_to(client.user, pair, "meeting", "misconduct")
    response = client.post(address(pair, "pairs/{pair}/outcome/"), answers | {"version": 5})
    assert response.status_code == 422
    assert "Enter the day on which the warning starts." in response.context["form"].errors["live_from"]
    assert "Proven on the evidence." in response.text


@pytest.mark.parametrize(("kind", "value"), [("case_to_answer", "no-case"), ("iopc_view", "misconduct")])
def test_decision_is_recorded_by_its_form(signed_in, pair, kind, value):
    answers = {
        "version": 2,
        "value": code("case_to_answer", value).pk,
        "reasons": "As the report says.",
        "authority": "R. Example, IOPC",
        **date_boxes("decided_on", 1, 4, 2026),
    }
    client = signed_in()
    at_its_stage(assessed(client.user, pair).pair, kind)
    response = client.post(address(pair, f"pairs/{{pair}}/{kind}/"), answers)
    assert response.status_code == 302
    assert pair.decisions.get(kind=kind).value.code == value


def test_two_people_saving_at_once_are_told_and_lose_nothing(signed_in, pair):
    url = address(pair, "edit/")
    facts = {
        "summary": "An invented matter.",
        "reason": "From the caller.",
        **date_boxes("received_on", 2, 3, 2026),
    }
    first, second = signed_in(), signed_in()
    assert first.post(url, {**facts, "version": 1, "place": "High Street"}).status_code == 302
    response = second.post(url, {**facts, "version": 1, "place": "Low Street"})
    assert response.status_code == 409
    assert f"{first.user} changed this case on" in response.text
    assert "Low Street" in response.text
    assert Case.objects.get(pk=pair.allegation.case_id).place == "High Street"
    assert 'name="version" value="2"' in response.text
    assert second.post(url, {**facts, "version": 2, "place": "Low Street"}).status_code == 302


def test_a_wrong_answer_does_not_take_up_a_newer_version(signed_in, pair):
    Case.objects.filter(pk=pair.allegation.case_id).update(version=5)
    response = signed_in().post(address(pair, "edit/"), {"version": 1})
    assert (response.status_code, 'name="version" value="1"' in response.text) == (422, True)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_version_that_cannot_be_read_counts_as_overtaken(signed_in, pair, version):
    answers = {"version": version, "reason": "Covert."}
    assert signed_in("manager").post(address(pair, "seal/"), answers).status_code == 409


def test_allegation_is_added_with_its_subjects(signed_in, pair):
    answers = {
        "version": 1,
        "category": code("category", "H1").pk,
        "description": "Swore.",
        "subjects": [pair.subject.pk],
        "standard": code("standard", "2").pk,
        "factors": [code("factor", "arrest").pk],
    }
    assert signed_in().post(address(pair, "allegations/add/"), answers).status_code == 302
    added = pair.allegation.case.allegations.get(number=2)
    assert (added.category.code, added.standard.code, added.factors.count()) == ("H1", "2", 1)


def test_forged_ids_are_refused_beside_the_field(signed_in, pair):
    other = SubjectFactory()
    answers = {
        "version": 1,
        "category": code("channel", "email").pk,
        "description": "Swore.",
        "subjects": [other.pk],
    }
    response = signed_in().post(address(pair, "allegations/add/"), answers)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"category", "subjects"}


def test_category_is_changed(signed_in, pair):
    answers = {"version": 1, "category": code("category", "F6").pk, "reason": "Words about race."}
    assert signed_in().post(address(pair, "allegations/1/category/"), answers).status_code == 302
    pair.allegation.refresh_from_db()
    assert pair.allegation.category.code == "F6"


def test_subject_is_searched_for_and_the_search_is_on_record(signed_in, pair):
    officer = OfficerFactory(surname="Featherstone", number="70001")
    client = signed_in()
    page = client.get(address(pair, "subjects/add/") + "?q=featherstone").text
    assert f"?officer={officer.pk}" in page
    event = AuditEvent.objects.get(action="search.run")
    assert (event.after["query"], f"officers.officer:{officer.pk}" in event.touched) == ("featherstone", True)
    assert "Nobody found" in client.get(address(pair, "subjects/add/") + "?q=zzzzzzz").text


def test_chosen_subject_is_added(signed_in, pair):
    officer = OfficerFactory()
    url = address(pair, "subjects/add/") + f"?officer={officer.pk}"
    client = signed_in()
    assert str(officer) in client.get(url).text
    response = client.post(url, {"version": 1, "allegations": [pair.allegation.pk], "is_off_duty": "yes"})
    assert response.status_code == 302
    assert pair.allegation.case.subjects.get(officer=officer).is_off_duty is True


def test_subject_without_a_name_is_added(signed_in, pair):
    url = address(pair, "subjects/add/?kind=")
    for version, kind, more in ((1, "unidentified", {"description": "Red hair"}), (2, "organisational", {})):
        answers = {"version": version, "allegations": [pair.allegation.pk], **more}
        assert signed_in().post(url + kind, answers).status_code == 302
    assert pair.allegation.pairs.count() == 3


def test_posting_without_having_chosen_anybody_says_so(signed_in, pair):
    url = address(pair, "subjects/add/")
    response = signed_in().post(url, {"version": 1, "allegations": [pair.allegation.pk]})
    assert response.status_code == 422
    assert "Choose the person" in response.text


def test_oneself_cannot_be_chosen(signed_in, pair):
    client = signed_in()
    own = OfficerFactory(account=client.user)
    assert client.get(address(pair, "subjects/add/") + f"?officer={own.pk}").status_code == 404


def test_subject_is_identified(signed_in, pair):
    officer = OfficerFactory()
    url = address(pair, "subjects/{subject}/identify/")
    client = signed_in()
    assert "Tall" in client.get(url).text
    assert client.post(url, {"version": 1, "reason": "Seen."}).status_code == 422
    assert client.post(f"{url}?officer={officer.pk}", {"version": 1, "reason": "Seen."}).status_code == 302
    assert pair.allegation.case.subjects.filter(officer=officer).exists()


def test_investigator_is_assigned_and_taken_back(signed_in, pair):
    client, investigator = signed_in("manager"), UserFactory(role="investigator")
    page = client.get(address(pair, "assign/")).text
    assert f"{investigator} (investigator, 0 open cases)" in page
    answers = {f"item_{code}": "no" for code in NO_CONFLICT}
    chosen = {"version": 1, "investigator": investigator.pk, **answers}
    assert client.post(address(pair, "assign/"), chosen).status_code == 302
    assert client.post(address(pair, "unassign/"), {"version": 2, "reason": "On leave."}).status_code == 302
    assert Case.objects.get(pk=pair.allegation.case_id).investigator is None


def test_whoever_the_case_is_about_is_not_offered(signed_in, pair):
    about = UserFactory(role="investigator", first_name="Conflicted")
    pair.subject.officer.account = about
    pair.subject.officer.save()
    client = signed_in("manager")
    assert "Conflicted" not in client.get(address(pair, "access/give/")).text
    page = client.get(address(pair, "assign/"))
    assert about not in page.context["form"].fields["investigator"].queryset
    assert "Cannot be chosen" in page.text


def test_moves_are_made_with_a_button_or_a_reason(signed_in):
    case = triage(CaseFactory(stage=Stage.TRIAGE))
    client = signed_in("manager")
    assert client.post(f"/cases/{case.pk}/move/start_assessment/", {"version": 1}).status_code == 302
    response = client.post(f"/cases/{case.pk}/move/start_investigation/", {"version": 2})
    assert response.status_code == 422
    assert "Assign an investigator first." in response.text
    response = client.post(f"/cases/{case.pk}/move/no_further_action/", {"version": 2, "note": "Done."})
    assert "Add at least one allegation first." in response.text


def test_case_is_sealed_access_given_withdrawn_and_the_seal_lifted(signed_in):
    case, client, colleague = CaseFactory(), signed_in("manager"), UserFactory()
    steps = (
        ("seal/", {"reason": "Covert."}),
        ("access/give/", {"user": colleague.pk, "reason": "Cover.", **date_boxes("expires_on", 1, 1, 2999)}),
    )
    for version, (step, answers) in enumerate(steps, start=1):
        assert client.post(f"/cases/{case.pk}/{step}", {"version": version, **answers}).status_code == 302
    grant = AccessGrant.objects.get(user=colleague)
    assert grant.expires_at.date().isoformat() == "2999-01-02"
    withdraw = f"/cases/{case.pk}/access/{grant.pk}/withdraw/"
    assert str(colleague) in client.get(withdraw).text
    assert client.post(withdraw, {"version": 3, "reason": "Back."}).status_code == 302
    assert client.post(f"/cases/{case.pk}/unseal/", {"version": 4, "reason": "Over."}).status_code == 302
    assert not Case.objects.get(pk=case.pk).is_sealed


def test_a_case_lost_from_sight_leads_to_the_front_page(signed_in):
    user = UserFactory(role="manager", scoped=True)
    case = CaseFactory(investigator=user)
    client = signed_in(user=user)
    response = client.post(f"/cases/{case.pk}/unassign/", {"version": 1, "reason": "On leave."})
    assert (response.status_code, response.url) == (302, "/")
