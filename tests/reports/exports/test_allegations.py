"""The allegations file shows what is in force, one row a pair."""

import csv
import io

import pytest
from django.utils import timezone

from cases.models import CodeList, Decision
from misconduct.accounts.roles import RoleName
from reports.actions import exports
from reports.exports.registry import EXPORTS
from tests.factories import AllegationSubjectFactory, CodeFactory, OutcomeFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def exported():
    auditor = UserFactory(role=RoleName.AUDITOR)
    run = exports.start(export=EXPORTS["allegations"], filters={}, reason="Return", by=auditor)
    body = b"".join(exports.stream(run=run, export=EXPORTS["allegations"], by=auditor))
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def decided(pair, kind, label, *, superseded=False):
    return Decision.objects.create(
        pair=pair,
        kind=kind,
        value=CodeFactory(code_list=CodeList(kind), code=label.lower(), label=label),
        decided_on="2026-05-01",
        decided_by=UserFactory(),
        superseded_at=timezone.now() if superseded else None,
    )


def test_a_superseded_outcome_makes_no_second_row():
    pair = AllegationSubjectFactory()
    OutcomeFactory(pair=pair, value__label="Written warning", superseded_at=timezone.now())
    OutcomeFactory(pair=pair, value__label="No action")
    assert [row["outcome"] for row in exported()] == ["No action"]


def test_the_first_and_the_last_severity_stand_beside_each_other():
    pair = AllegationSubjectFactory()
    decided(pair, Decision.Kind.SEVERITY, "Misconduct", superseded=True)
    decided(pair, Decision.Kind.SEVERITY, "Gross")
    decided(pair, Decision.Kind.FINDING, "Proven")
    (row,) = exported()
    assert (row["severity_first"], row["severity_final"], row["finding"]) == ("misconduct", "gross", "Proven")


def test_further_standards_and_factors_are_listed_by_code():
    pair = AllegationSubjectFactory()
    for code in ("9", "1"):
        pair.allegation.other_standards.add(CodeFactory(code_list=CodeList.STANDARD, code=code))
    (row,) = exported()
    assert (row["standards_other"], row["factors"]) == ("1 9", "")
