import tomllib
from datetime import date

import pytest

from cases.notices import catalogue, letters
from cases.notices.catalogue import FOLDER, Audience, Period

REGIMES = ("2020", "2024", "2025")
EVERY = [
    pytest.param(template, regime, id=f"{template.slug}-{regime}")
    for template in catalogue.templates().values()
    for regime in template.regimes
]
# The fingerprint of each text beside its version: a changed text is a new version.
VERSIONS = tomllib.loads((FOLDER / "letters" / "versions.toml").read_text(encoding="utf-8"))


def test_there_is_a_text_for_everything_the_law_asks_for():
    assert len(catalogue.templates()) >= 34
    assert {template.to for template in catalogue.templates().values()} == set(Audience)


def test_no_text_lies_about_unused():
    texts = {path.name.partition(".")[0] for path in (FOLDER / "letters").glob("*.txt")}
    assert texts == set(catalogue.templates())


@pytest.mark.parametrize(("template", "regime"), EVERY)
def test_every_field_of_a_text_is_known(template, regime):
    known = set(catalogue.merge_fields()) | catalogue.law_keys()
    assert set(letters.placeholders(template.text(regime))) <= known


def test_no_field_is_known_that_no_text_uses():
    used = {one.key for template in catalogue.templates().values() for one in template.fields("2025")}
    assert set(catalogue.merge_fields()) == used


@pytest.mark.parametrize(("template", "regime"), EVERY)
def test_a_changed_text_is_a_new_version(template, regime):
    assert VERSIONS[template.slug][str(template.version)] == template.fingerprint(regime)


@pytest.mark.parametrize(("template", "regime"), EVERY)
def test_a_last_day_is_printed_where_the_catalogue_gives_a_period_and_nowhere_else(template, regime):
    assert ("{last_day}" in template.text(regime)) is (template.last_day is not None)


@pytest.mark.parametrize(("template", "regime"), EVERY)
def test_every_choice_has_answers_and_nothing_else_has(template, regime):
    assert all(bool(one.options) is (one.kind == "choice") for one in template.fields(regime))


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("record_type", ["CM", "PC-S", "RCM", "DSI", "PC-O"])
def test_the_law_has_a_name_in_every_regime_and_procedure(regime, record_type):
    named = catalogue.law(regime=regime, record_type=record_type)
    assert set(named) == catalogue.law_keys()
    assert named["law_notice"] == "regulation 17"


def test_complaints_and_conduct_matters_stand_under_their_own_regulations():
    complaint = catalogue.law(regime="2020", record_type="PC-S")
    conduct = catalogue.law(regime="2020", record_type="CM")
    assert complaint["law_regulations"] == "Police (Complaints and Misconduct) Regulations 2020"
    assert conduct["law_regulations"] == "Police (Conduct) Regulations 2020"


@pytest.mark.parametrize(
    ("number", "unit", "given_on", "last_day"),
    [
        (10, "working_days", date(2026, 3, 2), date(2026, 3, 16)),
        (10, "working_days", date(2026, 3, 30), date(2026, 4, 15)),  # Good Friday and Easter Monday
        (10, "working_days", date(2026, 12, 18), date(2027, 1, 6)),  # Christmas, Boxing Day on Monday, New Year
        (7, "working_days", date(2026, 3, 27), date(2026, 4, 9)),  # a Friday, the clocks change on Sunday
        (10, "working_days", date(2026, 3, 7), date(2026, 3, 20)),  # a Saturday: day 1 is Monday
        (28, "days", date(2026, 3, 1), date(2026, 3, 29)),  # day 1 is the day after
        (28, "days", date(2028, 2, 10), date(2028, 3, 9)),  # a leap year
    ],
)
def test_the_last_day_is_counted_as_the_regulations_say(number, unit, given_on, last_day):
    assert Period(number, unit).last_day(given_on) == last_day
