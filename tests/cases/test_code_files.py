from datetime import date

import pytest

from cases import code_files
from cases.models import Code, CodeList


def test_there_is_a_file_for_each_list():
    assert set(code_files.CODE_LISTS) == set(CodeList.values)


@pytest.mark.parametrize("code_list", code_files.CODE_LISTS)
def test_no_code_stands_twice_in_its_file(code_list):
    keys = [row.key for row in code_files.rows(code_list)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("code_list", code_files.CODE_LISTS)
def test_every_code_has_a_label_and_a_source(code_list):
    assert all(row.values["label"] and row.values["source"] for row in code_files.rows(code_list))


def test_every_finding_has_a_verdict():
    verdicts = {row.values["verdict"] for row in code_files.rows("finding")}
    assert verdicts == set(Code.Verdict.values)


def test_sustained_is_proven_and_exonerated_is_not():
    verdicts = {row.key[2]: row.values["verdict"] for row in code_files.rows("finding")}
    assert (verdicts["sustained"], verdicts["exonerated"], verdicts["no-affidavit"]) == (
        "proven",
        "not_proven",
        "undecided",
    )


@pytest.mark.django_db
def test_use_of_force_stands_under_police_powers():
    code = Code.objects.get(code_list="category", scheme="iopc-2020", code="B4")
    assert (code.label, code.parent.code, code.is_confirmed) == ("Use of force", "B", False)


@pytest.mark.django_db
def test_legacy_category_ends_when_the_new_list_begins():
    lists = {
        day: set(Code.objects.of(CodeList.CATEGORY).in_force(day).values_list("scheme", flat=True))
        for day in (date(2020, 1, 31), date(2020, 2, 1))
    }
    assert lists == {date(2020, 1, 31): {"legacy-2008"}, date(2020, 2, 1): {"iopc-2020"}}


@pytest.mark.django_db
def test_every_legacy_category_is_mapped_to_one_in_force():
    mapped = Code.objects.filter(scheme="legacy-2008", maps_to__scheme="iopc-2020").count()
    assert mapped == Code.objects.filter(scheme="legacy-2008").count() == 23
