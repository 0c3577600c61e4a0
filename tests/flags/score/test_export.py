"""The file of flags tells tier and score, as the reader may see them."""

import csv
import io

import pytest

from misconduct.accounts.roles import RoleName
from reports.actions import exports
from reports.exports.registry import EXPORTS
from tests.factories import CaseFactory, FlagFactory, SubjectFactory, UserFactory

pytestmark = pytest.mark.usefixtures("committed")


def exported(**filters):
    auditor, export = UserFactory(role=RoleName.AUDITOR), EXPORTS["flag-decisions"]
    run = exports.start(export=export, filters=filters, reason="Return", by=auditor)
    body = b"".join(exports.stream(run=run, export=export, by=auditor))
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def test_tier_and_score_stand_beside_each_other_without_what_is_sealed():
    flag = FlagFactory(tier=2, score=9, score_card={"lines": []}, score_percent=61)
    flag.scored_matters.create(subject=SubjectFactory(officer=flag.officer), points=5)
    flag.scored_matters.create(subject=SubjectFactory(case=CaseFactory(sealed=True)), points=4)
    FlagFactory(tier=4)
    rows = [(row["tier"], row["score"], row["score_percent"]) for row in exported(sort="-score")]
    assert rows == [("2", "5", "61"), ("4", "", "")]
