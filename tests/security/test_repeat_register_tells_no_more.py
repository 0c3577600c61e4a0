"""The repeat register counts nothing that its reader may not see."""

import csv
import io

import pytest

from tests.factories import (
    AllegationSubjectFactory,
    CaseFactory,
    CodeFactory,
    FlagFactory,
    FlagMatterFactory,
    OfficerFactory,
    SubjectFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


def row_of(client) -> dict[str, str]:
    response = client.post("/reports/exports/repeat-register/", {"reason": "Quarterly return"})
    body = b"".join(response.streaming_content).decode("utf-8-sig")
    return next(csv.DictReader(io.StringIO(body)))


def alleged(officer, **case) -> None:
    subject = SubjectFactory(officer=officer, case=CaseFactory(**case))
    AllegationSubjectFactory(
        subject=subject, allegation__case=subject.case, allegation__category=CodeFactory(code=f"X{subject.pk}")
    )
    return subject


def test_allegations_of_other_units_are_not_counted(signed_in):
    client, officer = signed_in("manager", is_force_wide=False), OfficerFactory()
    own = [alleged(officer), alleged(officer)]
    other = alleged(officer)
    for subject in own:
        client.user.unit_scopes.create(unit=subject.case.unit)
    row = row_of(client)
    assert row["cases_all"] == "2"
    assert sorted(row["allegations_by_category"].split()) == sorted(f"X{subject.pk}" for subject in own)
    assert str(other.pk) not in row["allegations_by_category"]


def test_a_flag_that_counts_a_sealed_case_leaves_no_trace(signed_in):
    client, officer = signed_in("auditor"), OfficerFactory()
    alleged(officer)
    alleged(officer)
    flag = FlagFactory(officer=officer)
    FlagMatterFactory(flag=flag, subject=alleged(officer, sealed=True))
    flag.reviews.create(decision="vetting", reason="Invented", decided_by=client.user)
    row = row_of(client)
    assert (row["cases_all"], row["rules_fired"], row["review_status"], row["disposition"]) == ("2", "", "", "")
