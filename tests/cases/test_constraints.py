from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.models import (
    Allegation,
    AllegationSubject,
    Assignment,
    Case,
    Code,
    Decision,
    Outcome,
    ReferenceCounter,
    Subject,
)
from tests.cases.test_ruling_constraints import RULING_CONSTRAINTS
from tests.cases.test_standing_constraints import BROKEN as STANDING
from tests.constraints import assert_refused, constraint_names
from tests.factories import (
    AllegationFactory,
    AllegationSubjectFactory,
    CaseFactory,
    CodeFactory,
    OutcomeFactory,
    SubjectFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 4, 1)


def second_allegation():
    held = AllegationFactory()
    return Allegation(case=held.case, number=held.number)


def second_pair():
    held = AllegationSubjectFactory()
    return AllegationSubject(allegation=held.allegation, subject=held.subject)


def case(**fields):
    return Case(reference="TS/CM/2026/99999", record_type="CM", **({"received_on": DAY} | fields))


def second_assignment():
    held = CaseFactory()
    fields = {"case": held, "investigator": UserFactory(), "assigned_by": UserFactory()}
    Assignment.objects.create(**fields)
    return Assignment(**fields)


def second_counter():
    fields = {"prefix": "WV", "record_type": "CM", "year": 2026}
    ReferenceCounter.objects.create(**fields)
    return ReferenceCounter(**fields)


def second_code():
    held = CodeFactory()
    return Code(code_list=held.code_list, scheme=held.scheme, code=held.code, label="Another")


def decision(**fields):
    value = CodeFactory(code_list="severity")
    return Decision(pair=fields.pop("pair", None) or AllegationSubjectFactory(), kind="severity", value=value, **fields)


def second_decision():
    made = decision(decided_on=DAY, decided_by=UserFactory())
    made.save()
    return decision(pair=made.pair, decided_on=DAY, decided_by=made.decided_by)


def outcome(**fields):
    known = {"decided_on": DAY, "decided_by": UserFactory(), "pair": AllegationSubjectFactory()}
    return Outcome(value=CodeFactory(code_list="outcome"), **(known | fields))


def second_subject():
    held = SubjectFactory()
    return Subject(case=held.case, kind="identified", officer=held.officer)


BROKEN = [
    (
        "allegation_number_once_in_a_case",
        second_allegation,
        "Allegation with this Case and Number already exists.",
    ),
    (
        "allegation_number_from_one",
        lambda: Allegation(case=CaseFactory(), number=0),
        "Constraint “allegation_number_from_one” is violated.",
    ),
    (
        "allegation_once_against_a_subject",
        second_pair,
        "This allegation is already recorded against this person.",
    ),
    (
        "case_closed_has_a_date",
        lambda: case(stage="closed", closed_by=UserFactory()),
        "A closed case needs the date it was closed.",
    ),
    (
        "case_closed_has_a_person",
        lambda: case(stage="closed", closed_on=DAY),
        "A closed case needs the person who closed it.",
    ),
    (
        "case_closed_says_how_it_ended",
        lambda: case(stage="closed", closed_on=DAY, closed_by=UserFactory()),
        "A closed case says how it ended, and an open one has not ended.",
    ),
    (
        "case_suspended_knows_where_it_was",
        lambda: case(stage="suspended"),
        "A suspended case keeps the stage at which it goes on.",
    ),
    (
        "case_incident_from_before_to",
        lambda: case(incident_from=DAY, incident_to=date(2026, 3, 31)),
        "The incident cannot end before it starts.",
    ),
    (
        "case_received_on_known",
        lambda: case(received_on=None),
        "Enter the date the matter was received.",
    ),
    ("assignment_one_in_force", second_assignment, "This case already has an investigator."),
    (
        "reference_counter_once",
        second_counter,
        "Reference counter with this Prefix, Record type and Year already exists.",
    ),
    ("code_once_in_its_scheme", second_code, "This list already has a code of that name."),
    (
        "code_valid_from_before_to",
        lambda: Code(
            code_list="outcome", scheme="test", code="X", label="X", valid_from=DAY, valid_to=date(2026, 3, 31)
        ),
        "A code cannot end before it starts.",
    ),
    (
        "decision_one_in_force",
        second_decision,
        "Somebody has just recorded this decision. Read theirs before you add yours.",
    ),
    (
        "decision_has_a_date_and_a_person",
        lambda: decision(decided_on=DAY),
        "A decision needs its date and the person who made it.",
    ),
    (
        "outcome_one_in_force",
        lambda: outcome(pair=OutcomeFactory().pair),
        "Somebody has just recorded this outcome. Read theirs before you add yours.",
    ),
    (
        "outcome_live_from_before_to",
        lambda: outcome(live_from=DAY),
        "A warning needs the day it starts and the day it ends, in that order.",
    ),
    (
        "outcome_has_a_date_and_a_person",
        lambda: outcome(decided_by=None),
        "An outcome needs its date and the person who recorded it.",
    ),
    ("subject_once_in_a_case", second_subject, "This person is already a subject of this case."),
    (
        "subject_officer_when_identified",
        lambda: Subject(case=CaseFactory(), kind="identified"),
        "Choose the person, or say that they are not yet identified.",
    ),
]


@pytest.mark.parametrize(("name", "broken", "message"), BROKEN, ids=[name for name, _, _ in BROKEN])
def test_constraint_refuses_with_words(name, broken, message):
    assert_refused(broken, name, message)


def test_every_constraint_of_the_app_is_tested():
    assert constraint_names("cases") == {name for name, _, _ in (*BROKEN, *STANDING)} | RULING_CONSTRAINTS


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Outcome, {"live_from": DAY, "live_to": date(2026, 3, 31)}),
        (Outcome, {"live_to": DAY}),
        (Outcome, {"decided_on": None}),
        (Case, {"closed_on": DAY}),
        (Case, {"ending": "completed"}),
        (Case, {"stage_before_suspension": "decision"}),
        (Subject, {"kind": "unidentified"}),
    ],
)
def test_the_other_side_of_a_constraint_is_refused_too(model, fields):
    OutcomeFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**fields)


def test_a_superseded_ruling_makes_room_for_the_next():
    held = OutcomeFactory()
    held.superseded_at = timezone.now()
    held.save()
    assert OutcomeFactory(pair=held.pair).pk
