from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from cases.actions import references
from cases.models import ReferenceCounter


@pytest.mark.django_db
def test_issue_counts_from_one_for_each_type_and_year():
    issued = [
        references.issue(record_type=kind, year=year)
        for kind, year in [("CM", 2026), ("CM", 2026), ("PC-S", 2026), ("CM", 2027)]
    ]
    assert issued == ["WV/CM/2026/00001", "WV/CM/2026/00002", "WV/PC-S/2026/00001", "WV/CM/2027/00001"]


@pytest.mark.django_db
def test_issue_uses_the_prefix_of_the_force(settings):
    settings.FORCE_PREFIX = "XY"
    assert references.issue(record_type="CM", year=2026) == "XY/CM/2026/00001"


@pytest.mark.django_db
def test_issue_leaves_no_gap_when_the_caller_fails():
    references.issue(record_type="CM", year=2026)
    with transaction.atomic():
        references.issue(record_type="CM", year=2026)
        transaction.set_rollback(True)
    assert references.issue(record_type="CM", year=2026) == "WV/CM/2026/00002"


@pytest.mark.django_db(transaction=True)
def test_issue_gives_each_number_once_when_many_ask_together():
    def ask(_: int) -> str:
        try:
            return references.issue(record_type="CM", year=2026)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        issued = sorted(pool.map(ask, range(40)))
    assert issued == [f"WV/CM/2026/{number:05d}" for number in range(1, 41)]
    assert ReferenceCounter.objects.get().last_number == 40
