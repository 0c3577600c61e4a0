from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from cases.actions import logging
from cases.actions.allegations import AllegationDetails
from cases.actions.subjects import SubjectDetails
from cases.flags.models import EvaluationRequest
from cases.models import Case, ReferenceCounter, Subject
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import NotAllowed, OutOfScope, Refused
from tests.cases.actions.conftest import code
from tests.factories import OfficerFactory, PostingFactory

pytestmark = pytest.mark.django_db


def test_log_case_saves_it_with_everything_given(details, person):
    doer = person()
    officer = OfficerFactory()
    subjects = [
        SubjectDetails(Subject.Kind.IDENTIFIED, officer=officer),
        SubjectDetails(Subject.Kind.UNIDENTIFIED, description="Tall, with a beard"),
    ]
    allegations = [
        AllegationDetails(
            code("category", "B4"),
            "Pushed a man.",
            standard=code("standard", "4"),
            factors=(code("factor", "arrest"),),
            subjects=(0, 1),
        ),
        AllegationDetails(code("category", "H1"), "Swore.", subjects=(1,)),
    ]
    case = logging.log_case(by=doer, **details(subjects=subjects, allegations=allegations))
    assert case.reference == f"WV/CM/{timezone.localdate().year}/00001"
    assert (case.stage, case.logged_by, case.regime) == ("received", doer, "2025")
    pairs = [(a.number, a.category.code, a.pairs.count(), a.factors.count()) for a in case.allegations.all()]
    assert pairs == [(1, "B4", 2, 1), (2, "H1", 1, 0)]
    assert [subject.kind for subject in case.subjects.all()] == ["identified", "unidentified"]


def test_log_case_takes_rank_unit_and_capacity_of_the_day(details, person):
    officer = OfficerFactory(kind="special")
    PostingFactory(officer=officer, starts_on=date(2010, 1, 4), ends_on=date(2026, 3, 2), rank="Constable")
    PostingFactory(officer=officer, starts_on=date(2026, 3, 2), rank="Sergeant")
    case = logging.log_case(by=person(), **details(subjects=[SubjectDetails(Subject.Kind.IDENTIFIED, officer=officer)]))
    subject = case.subjects.get()
    assert (subject.rank_at_time, subject.capacity) == ("Constable", "special")
    assert subject.unit_at_time == officer.postings.first().unit


def test_log_case_leaves_one_event_that_names_the_people(details, person):
    officer = OfficerFactory()
    case = logging.log_case(by=person(), **details(subjects=[SubjectDetails(Subject.Kind.IDENTIFIED, officer=officer)]))
    event = AuditEvent.objects.get(action="case.logged")
    assert event.object_label == case.reference
    assert event.touched == [f"cases.case:{case.pk}", f"officers.officer:{officer.pk}"]
    assert event.after["allegations"] == ["B4 Use of force"]


def test_log_case_asks_for_the_flags_of_its_people_and_its_own(details, person):
    officer = OfficerFactory()
    subjects = [
        SubjectDetails(Subject.Kind.IDENTIFIED, officer=officer),
        SubjectDetails(Subject.Kind.ORGANISATIONAL),
    ]
    allegations = [AllegationDetails(code("category", "B4"), "Pushed a man.", subjects=(0, 1))]
    case = logging.log_case(by=person(), **details(subjects=subjects, allegations=allegations))
    assert set(EvaluationRequest.objects.values_list("officer", "case")) == {(officer.pk, None), (None, case.pk)}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"received_on": date(2999, 1, 1)}, "received_on", "today or in the past"),
        ({"incident_from": date(2026, 3, 3)}, "incident_from", "started by 2 March 2026"),
        ({"incident_to": date(2026, 3, 3)}, "incident_to", "ended by 2 March 2026"),
        ({"incident_to": date(2026, 2, 1)}, "incident_to", "cannot end before it starts"),
        ({"summary": "  "}, "summary", "Enter what happened"),
        ({"record_type": "HIST"}, "record_type", "what kind of record"),
        ({"record_type": "XX"}, "record_type", "what kind of record"),
        ({"allegations": []}, "allegations", "at least one allegation"),
        ({"subjects": []}, "subjects", "from the list"),
    ],
)
def test_log_case_refuses_and_names_the_field(details, person, changes, field, words):
    with pytest.raises(Refused, match=words) as refusal:
        logging.log_case(by=person(), **details(**changes))
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("category", "subjects", "description", "field"),
    [
        (("category", "B4"), (), "Pushed.", "subjects"),
        (("category", "B4"), (0,), " ", "description"),
        (("channel", "email"), (0,), "Pushed.", "category"),
    ],
)
def test_log_case_refuses_an_unsound_allegation(details, person, category, subjects, description, field):
    allegations = [
        AllegationDetails(code("category", "H1"), "Swore.", subjects=(0,)),
        AllegationDetails(code(*category), description, subjects=subjects),
    ]
    with pytest.raises(Refused) as refusal:
        logging.log_case(by=person(), **details(allegations=allegations))
    assert refusal.value.field == field


def test_log_case_refuses_a_category_of_another_day(details, person):
    changes = {"received_on": date(2019, 5, 1), "incident_from": None, "incident_to": None}
    with pytest.raises(Refused, match="not in force on 1 May 2019"):
        logging.log_case(by=person(), **details(**changes))


def test_log_case_refuses_a_subject_nothing_is_alleged_against(details, person):
    subjects = [SubjectDetails(Subject.Kind.UNIDENTIFIED), SubjectDetails(Subject.Kind.ORGANISATIONAL)]
    with pytest.raises(Refused, match="what is alleged against each subject"):
        logging.log_case(by=person(), **details(subjects=subjects))


def test_log_case_refuses_one_person_twice(details, person):
    officer = OfficerFactory()
    subjects = [SubjectDetails(Subject.Kind.IDENTIFIED, officer=officer)] * 2
    allegations = [AllegationDetails(code("category", "B4"), "Pushed.", subjects=(0, 1))]
    with pytest.raises(Refused, match="already a subject"):
        logging.log_case(by=person(), **details(subjects=subjects, allegations=allegations))


def test_log_case_never_names_the_person_who_logs_it(details, person):
    doer = person()
    own = SubjectDetails(Subject.Kind.IDENTIFIED, officer=OfficerFactory(account=doer))
    with pytest.raises(OutOfScope):
        logging.log_case(by=doer, **details(subjects=[own]))


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_log_case_needs_the_permission(details, person, role):
    with pytest.raises(NotAllowed):
        logging.log_case(by=person(role), **details())


@pytest.mark.django_db(transaction=True)
def test_log_case_saves_nothing_when_it_fails_half_way(details, person):
    doer = person()
    answers = details()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;"
            "CREATE TRIGGER fail BEFORE INSERT ON audit_auditevent EXECUTE FUNCTION fail()"
        )
    try:
        with pytest.raises(Exception, match="no"):
            logging.log_case(by=doer, **answers)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER fail ON audit_auditevent; DROP FUNCTION fail()")
    assert (Case.objects.count(), ReferenceCounter.objects.count(), EvaluationRequest.objects.count()) == (0, 0, 0)
