import pytest

from officers.models import Officer, OfficerAlias
from officers.search import MatchReason, read_query
from tests.factories import OfficerFactory, UserFactory

pytestmark = pytest.mark.django_db


def named(forenames: str, surname: str, **fields: object) -> Officer:
    return OfficerFactory(forenames=forenames, surname=surname, **fields)


def found(text: str) -> list[tuple[str, str]]:
    return [(officer.name, officer.match_reason) for officer in Officer.objects.search(text)]


@pytest.fixture
def force() -> None:
    named("Jonathan", "Okafor", number="40417")
    named("Priya", "McDonald", number="PC1234")
    named("Zoë", "Müller-Nowak", number="40418")
    named("Ciara", "O'Neill", number="51000")
    named("Harriet", "Smith", number="51001")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("jon okafr", "Jonathan Okafor"),
        ("Okafor, Jonathan", "Jonathan Okafor"),
        ("mac donald", "Priya McDonald"),
        ("muller nowak", "Zoë Müller-Nowak"),
        ("zoe", "Zoë Müller-Nowak"),
        ("oneill", "Ciara O'Neill"),
        ("O'NEILL", "Ciara O'Neill"),
        ("smiht", "Harriet Smith"),
    ],
)
def test_search_finds_a_name_as_people_type_it(force, text, name):
    assert found(text)[0][0] == name


def test_search_finds_by_sound_and_says_so(force):
    assert ("Harriet Smith", MatchReason.SOUND) in [*found("smyth"), *found("smithe")]


def test_search_ranks_letters_above_sound(force):
    named("Ben", "Smyth")
    assert [name for name, _ in found("smyth")] == ["Ben Smyth", "Harriet Smith"]


def test_search_ranks_an_exact_number_first():
    named("Long", "Number", number="40417")
    named("Short", "Number", number="4041")
    assert found("4041") == [("Short Number", MatchReason.NUMBER), ("Long Number", MatchReason.NUMBER)]


@pytest.mark.parametrize("text", ["pc1234", "PC 1234", " PC1234 ", "pc 1234 mcdonald", "pc12"])
def test_search_finds_a_number_however_it_is_typed(force, text):
    assert found(text)[0] == ("Priya McDonald", MatchReason.NUMBER)


def test_search_finds_a_former_name_and_an_old_number(force):
    officer = Officer.objects.get(number="51001")
    OfficerAlias.objects.create(officer=officer, kind=OfficerAlias.Kind.NAME, value="Harriet Penhaligon")
    OfficerAlias.objects.create(officer=officer, kind=OfficerAlias.Kind.NUMBER, value="C77")
    assert found("penhaligon") == [("Harriet Smith", MatchReason.ALIAS)]
    assert found("c77") == [("Harriet Smith", MatchReason.OLD_NUMBER)]


def test_search_gives_each_person_once_by_the_best_reason(force):
    officer = Officer.objects.get(number="51001")
    OfficerAlias.objects.create(officer=officer, kind=OfficerAlias.Kind.NAME, value="H Smith")
    assert found("smith") == [("Harriet Smith", MatchReason.NAME)]


@pytest.mark.parametrize(
    "text", ["", "   ", "%", "_", "s", "\x00", "'; DROP TABLE officers_officer; --", "zzzz", "9" * 500]
)
def test_search_finds_nobody_for_nothing_to_go_by(force, text):
    assert found(text) == []


def test_search_takes_percent_as_a_letter():
    named("Percy", "Cent", number="1%2")
    named("Other", "Person", number="1x2")
    assert found("1%2") == [("Percy Cent", MatchReason.NUMBER)]


def test_search_stays_within_sight(force):
    me = UserFactory()
    Officer.objects.filter(number="51001").update(account=me)
    assert list(Officer.objects.visible_to(me).search("smith")) == []


def test_search_can_be_filtered_further_and_keeps_its_order(force):
    named("Ben", "Smith", kind=Officer.Kind.STAFF)
    assert [officer.name for officer in Officer.objects.search("smith").filter(kind="staff")] == ["Ben Smith"]


def test_search_asks_twice_whatever_it_finds(force, django_assert_num_queries):
    for number in range(30):
        named("Jo", "Smith", number=f"7{number:03}")
    with django_assert_num_queries(5):  # the two of the search, and a transaction that ends with its settings
        assert len(Officer.objects.search("7 smith")) >= 30


def test_search_gives_at_most_what_was_asked_for(force):
    for number in range(30):
        named("Jo", "Smith", number=f"7{number:03}")
    assert len(Officer.objects.search("smith", limit=10)) == 10


def test_query_takes_the_surname_before_a_comma():
    assert read_query("Okafor, Jonathan").sounds == ("Okafor", "OkaforJonathan")


def test_query_of_two_words_sounds_the_last_and_both_together():
    assert read_query("mac donald").sounds == ("donald", "macdonald")
