"""The pages on which decisions are made: what they show, what they offer, and how many queries they take."""

from datetime import date

import pytest

from cases.models import HistoryView
from misconduct.audit.models import AuditEvent
from tests.cases.actions.conftest import code
from tests.factories import (
    AllegationSubjectFactory,
    CaseFactory,
    OutcomeFactory,
    ParticularFactory,
    SubjectFactory,
    UserFactory,
    read_history,
)
from tests.factories.rulings import WORKSHEET, assessed, at_its_stage, decided, taken_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return AllegationSubjectFactory(allegation__case__regime="2025", allegation__case__stage="assessment")


def page_of(pair, part):
    return f"/cases/{pair.allegation.case_id}/{part}"


def boxes(name, day, month, year):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


def answers(**changes):
    return {
        "version": 1,
        **WORKSHEET,
        "value": code("severity", "misconduct").pk,
        "likely_forum": code("forum", "meeting").pk,
        "reasons": "As found.",
        **boxes("decided_on", 1, 4, 2026),
    } | changes


def test_the_severity_page_leads_to_the_history_and_the_history_back(signed_in, pair):
    client = signed_in()
    url = page_of(pair, f"pairs/{pair.pk}/severity/")
    history = page_of(pair, f"subjects/{pair.subject_id}/history/?pair={pair.pk}")
    assert history in client.get(url).text
    refused = client.post(url, answers())
    assert refused.status_code == 422
    assert "Read the whole history of" in refused.text
    shown = client.get(history).context["shown"]
    assert client.post(history, {"version": 1, "shown": shown}).headers["Location"] == url
    assert "You read the whole history" in client.get(url).text
    assert client.post(url, answers()).status_code == 302
    assert pair.decisions.get().assessment.history_view == HistoryView.objects.get()


def test_the_history_page_is_for_somebody_identified_in_this_case(signed_in, pair):
    client, unknown = signed_in(), SubjectFactory(case=pair.allegation.case, unidentified=True)
    assert client.get(page_of(pair, f"subjects/{unknown.pk}/history/")).status_code == 404
    assert client.get(page_of(pair, f"subjects/{SubjectFactory().pk}/history/")).status_code == 404


def test_opening_the_history_page_is_on_record_with_what_it_showed(signed_in, pair):
    earlier = SubjectFactory(officer=pair.subject.officer)
    signed_in().get(page_of(pair, f"subjects/{pair.subject_id}/history/"))
    event = AuditEvent.objects.get(action="case.history_shown")
    assert {f"cases.case:{earlier.case_id}", f"officers.officer:{earlier.officer_id}"} <= set(event.touched)


def test_the_history_page_does_not_tell_of_a_sealed_case(signed_in, pair):
    sealed = SubjectFactory(officer=pair.subject.officer, case=CaseFactory(sealed=True)).case
    page = signed_in().get(page_of(pair, f"subjects/{pair.subject_id}/history/")).text
    assert sealed.reference not in page
    assert "No other matter about this person is recorded." in page


def past(pair, **case):
    """A settled matter of the same category."""
    other = AllegationSubjectFactory(
        allegation__category=pair.allegation.category, allegation__case=CaseFactory(**case)
    )
    assessed(UserFactory(), other)
    OutcomeFactory(pair=other)
    return other


def test_past_matters_of_the_category_stand_beside_the_worksheet_within_sight(signed_in, pair):
    seen, hidden, unsettled = past(pair), past(pair), AllegationSubjectFactory()
    hidden.allegation.case.is_sealed = True
    hidden.allegation.case.save()
    page = signed_in().get(page_of(pair, f"pairs/{pair.pk}/severity/")).text
    assert seen.allegation.case.reference in page
    assert hidden.allegation.case.reference not in page
    assert unsettled.allegation.case.reference not in page
    assert f"cases.case:{seen.allegation.case_id}" in AuditEvent.objects.get(action="case.comparators_shown").touched


def test_people_of_one_case_who_were_dealt_with_alike_stand_there_once(signed_in, pair):
    one = past(pair)
    another = AllegationSubjectFactory(allegation=one.allegation, subject=SubjectFactory(case=one.allegation.case))
    assessed(UserFactory(), another)
    OutcomeFactory(pair=another, value=one.outcomes.get().value)
    comparable = signed_in().get(page_of(pair, f"pairs/{pair.pk}/severity/")).context["comparable"]
    assert [row.case for row in comparable] == [one.allegation.case]


def test_no_proceedings_can_be_chosen_again_after_a_forum(signed_in, pair):
    page = signed_in().get(page_of(pair, f"pairs/{pair.pk}/severity/")).text
    assert "No proceedings" in page


def test_severity_and_history_pages_take_as_many_queries_for_many_matters(
    signed_in, pair, django_assert_max_num_queries
):
    client = signed_in()
    urls = [page_of(pair, part) for part in (f"pairs/{pair.pk}/severity/", f"subjects/{pair.subject_id}/history/")]
    past(pair)
    AllegationSubjectFactory(subject=SubjectFactory(officer=pair.subject.officer))
    with django_assert_max_num_queries(200) as few:
        for url in urls:
            client.get(url)
    for _ in range(4):
        past(pair)
        AllegationSubjectFactory(subject=SubjectFactory(officer=pair.subject.officer))
    with django_assert_max_num_queries(len(few)):
        for url in urls:
            client.get(url)


def test_decisions_page_takes_as_many_queries_for_many_pairs(signed_in, pair, django_assert_max_num_queries):
    client = signed_in()
    taken_to(client.user, pair, "hearing", "misconduct")
    with django_assert_max_num_queries(200) as few:
        client.get(page_of(pair, "decisions/"))
    for _ in range(3):
        other = AllegationSubjectFactory(allegation__case=pair.allegation.case)
        taken_to(client.user, other, "hearing", "misconduct")
    with django_assert_max_num_queries(len(few)):
        client.get(page_of(pair, "decisions/"))


def test_decisions_page_says_what_is_next_and_what_was_replaced(signed_in, pair):
    client = signed_in()
    page = client.get(page_of(pair, "decisions/")).text
    assert f"pairs/{pair.pk}/severity/" in page
    assert "Next" in page
    assessed(client.user, pair)
    assessed(client.user, pair, "gross-misconduct")
    page = client.get(page_of(pair, "decisions/")).text
    assert "How the severity was reasoned" in page
    assert "Earlier: Severity assessment (1)" in page
    assert "Investigator’s opinion" in page


def test_the_forum_page_says_what_the_law_says_here(signed_in, pair):
    client = signed_in()
    assessed(client.user, pair)
    url = page_of(pair, f"pairs/{pair.pk}/forum/")
    assert "Record first whether the appropriate authority finds a case to answer." in client.get(url).text
    decided(client.user, pair, "case_to_answer", "misconduct")
    assert "Misconduct goes to a meeting." in client.get(url).text


def test_the_outcome_page_offers_what_the_law_allows_and_says_why_not_the_rest(signed_in, pair):
    client = signed_in()
    taken_to(client.user, pair, "meeting", "misconduct")
    url = page_of(pair, f"pairs/{pair.pk}/outcome/")
    response = client.get(url)
    offered = {code.code for code in response.context["form"].fields["value"].queryset}
    assert {"written-warning", "final-written-warning", "no-action"} <= offered
    assert not {"dismissal-without-notice", "reduction-in-rank", "rprp", "service-acceptable"} & offered
    after_a_hearing = [
        {code.code for code in codes}
        for reason, codes in response.context["form"].not_available.items()
        if reason.startswith("Available only after a hearing, where the finding is misconduct")
    ]
    assert after_a_hearing == [{"dismissal-without-notice", "reduction-in-rank"}]


def test_the_outcome_page_fills_in_the_days_of_a_warning(signed_in, pair):
    client, warning = signed_in(), code("outcome", "written-warning")
    taken_to(client.user, pair, "meeting", "misconduct")
    form = client.get(page_of(pair, f"pairs/{pair.pk}/outcome/?value={warning.pk}")).context["form"]
    days = form.initial["live_to"] - form.initial["live_from"]
    assert form.initial["value"] == warning
    assert 545 <= days.days <= 550


def test_particulars_are_added_and_found_by_their_forms(signed_in, pair):
    client = signed_in()
    taken_to(client.user, pair, "hearing")
    added = client.post(page_of(pair, f"pairs/{pair.pk}/particulars/add/"), {"version": 4, "text": "Pushed a man."})
    assert added.status_code == 302
    particular = pair.particulars.get()
    given = {"version": 5, "value": code("finding", "misconduct").pk, "reasons": "Seen on the recording."}
    url = page_of(pair, f"particulars/{particular.pk}/finding/")
    assert "Pushed a man." in client.get(url).text
    assert client.post(url, {**given, **boxes("decided_on", 1, 6, 2026)}).status_code == 302
    assert pair.decisions.in_force().get(kind="finding").value.code == "misconduct"
    assert "Pushed a man." in client.get(page_of(pair, "decisions/")).text


def test_the_investigator_gives_an_opinion_by_its_form(signed_in, pair):
    client = signed_in("investigator")
    case = pair.allegation.case
    case.investigator = client.user
    case.save()
    at_its_stage(pair, "opinion")
    given = {"version": 1, "value": code("case_to_answer", "no-case").pk, "reasons": "Nothing supports it."}
    url = page_of(pair, f"pairs/{pair.pk}/opinion/")
    assert url in client.get(page_of(pair, "decisions/")).text or pair.decisions.count() == 0
    assert client.post(url, {**given, **boxes("decided_on", 1, 6, 2026)}).status_code == 302
    assert pair.decisions.get().kind == "opinion"


def test_special_conditions_are_certified_by_their_form(signed_in, pair):
    client = signed_in("manager")
    given = {"version": 1, "value": code("special_conditions", "certified").pk, "reasons": "Both limbs are met."}
    url = page_of(at_its_stage(pair, "special_conditions"), f"pairs/{pair.pk}/special-conditions/")
    given |= boxes("decided_on", 1, 6, 2026)
    assert "written evidence alone" in client.post(url, given).text
    grounds = {"evidence": "A recording.", "public_interest": "At once.", "authorised_by_name": "R. Example"}
    assert client.post(url, {**given, **grounds, "authorised_by_rank": "ACC"}).status_code == 302
    assert pair.decisions.get().decided_on == date(2026, 6, 1)


def test_standards_are_set_by_their_form(signed_in, pair):
    given = {
        "version": 1,
        "standard": code("standard", "4").pk,
        "others": [code("standard", "2").pk],
        "reason": "Seen.",
    }
    client = signed_in()
    assert client.post(page_of(pair, "allegations/1/standards/"), given).status_code == 302
    page = client.get(page_of(pair, "allegations/")).text
    assert "4 Use of force" in page
    assert "2 Authority, respect and courtesy" in page


def test_a_reading_is_recorded_for_whoever_reads(pair, person):
    doer = person()
    read_history(doer, pair.subject)
    assert HistoryView.objects.get().viewer == doer


def test_the_outcome_page_asks_for_the_days_of_a_warning_only_where_one_may_be_given(signed_in, pair):
    client = signed_in()
    assessed(client.user, pair, "misconduct")
    decided(client.user, pair, "case_to_answer", "no-case")
    decided(client.user, pair, "forum", "no-further-action")
    asked = client.get(page_of(pair, f"pairs/{pair.pk}/outcome/")).context["form"].fields
    assert not {"live_from", "live_to", "career_break_days", "operational_views"} & set(asked)


EVERY_RULING = (
    "severity",
    "case_to_answer",
    "iopc_view",
    "special-conditions",
    "forum",
    "finding",
    "presumption",
    "outcome",
)


@pytest.mark.parametrize("part", EVERY_RULING)
def test_what_is_not_possible_yet_says_why_in_place_of_its_form(signed_in, part):
    pair = AllegationSubjectFactory(allegation__case__stage="triage")
    response = signed_in().get(page_of(pair, f"pairs/{pair.pk}/{part}/"))
    assert "This case is at “Triage”. Next on the way there: “Start assessment”." in response.text
    assert 'name="reasons"' not in response.text
    assert f'href="/cases/{pair.allegation.case_id}/"' in response.text


@pytest.mark.parametrize("part", EVERY_RULING)
def test_what_is_possible_is_offered(signed_in, part):
    client, pair = signed_in(), AllegationSubjectFactory(allegation__case__regime="2025")
    at_its_stage(pair, part.replace("-", "_"))
    response = client.get(page_of(pair, f"pairs/{pair.pk}/{part}/"))
    assert 'name="reasons"' in response.text
    assert "Next on the way there" not in response.text


def test_what_was_typed_too_early_is_kept_with_the_reason(signed_in, pair):
    client = signed_in()
    assessed(client.user, pair)
    given = {"version": 2, "value": code("case_to_answer", "no-case").pk, "reasons": "Nothing supports it."}
    url = page_of(pair, f"pairs/{pair.pk}/case_to_answer/")
    response = client.post(url, {**given, **boxes("decided_on", 1, 6, 2026)})
    assert response.status_code == 422
    assert "Whether there is a case to answer is decided at “Decision”." in response.text
    assert "Nothing supports it." in response.text


def test_the_decisions_page_says_why_the_next_ruling_waits(signed_in, pair):
    client = signed_in("manager")
    assessed(client.user, pair)
    page = client.get(page_of(pair, "decisions/")).text
    assert "The investigator’s opinion is given at “Report”. This case is at “Assessment”." in page
    assert f"pairs/{pair.pk}/finding/" not in page
    assert "Finding: A finding is recorded at “Proceedings” or “Appeal or review”." in page
    assert f"pairs/{pair.pk}/outcome/" in page


def test_a_finding_on_a_particular_is_offered_only_in_proceedings(signed_in, pair):
    client = signed_in()
    particular = ParticularFactory(pair=pair)
    url = page_of(pair, f"particulars/{particular.pk}/finding/")
    assert url not in client.get(page_of(pair, "decisions/")).text
    assert "A finding is recorded at “Proceedings”" in client.get(url).text
    at_its_stage(pair, "finding")
    assert url in client.get(page_of(pair, "decisions/")).text
