"""Each reader gives the value, or a sentence that names the variable and says what to set."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ImproperlyConfigured

from misconduct import environment

POSTGRES = ("postgres", "postgresql")


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return lambda value: monkeypatch.setenv("EXAMPLE", value)


@pytest.mark.parametrize("value", ["1", "true", "YES", " on "])
def test_flag_reads_yes(given: Callable[[str], None], value: str) -> None:
    given(value)
    assert environment.flag("EXAMPLE") is True


@pytest.mark.parametrize("value", ["0", "false", "No", "off"])
def test_flag_reads_no(given: Callable[[str], None], value: str) -> None:
    given(value)
    assert environment.flag("EXAMPLE", default=True) is False


def test_flag_left_empty_is_the_default(given: Callable[[str], None]) -> None:
    given("")
    assert environment.flag("EXAMPLE", default=True) is True


@pytest.mark.parametrize(
    ("read", "value", "words"),
    [
        (lambda: environment.flag("EXAMPLE"), "maybe", "1 for yes or 0 for no"),
        (lambda: environment.whole_number("EXAMPLE", 30), "-5", "a whole number, such as 30"),
        (lambda: environment.whole_number("EXAMPLE", 30), "half", "a whole number, such as 30"),
        (lambda: environment.choice("EXAMPLE", ("serving", "owner")), "root", "one of: serving, owner"),
        (lambda: environment.url("EXAMPLE", POSTGRES), "mysql://host/name", "starts with postgres://"),
        (lambda: environment.url("EXAMPLE", POSTGRES), "localhost", "starts with postgres://"),
        (lambda: environment.optional_url("EXAMPLE", POSTGRES), "postgres://", "starts with postgres://"),
        (lambda: environment.text("EXAMPLE"), "", "Set EXAMPLE in the environment"),
        (lambda: environment.url("EXAMPLE", POSTGRES), "", "Set EXAMPLE in the environment"),
    ],
)
def test_reader_says_what_to_set(
    given: Callable[[str], None], read: Callable[[], object], value: str, words: str
) -> None:
    given(value)
    with pytest.raises(ImproperlyConfigured, match=words) as error:
        read()
    assert "EXAMPLE" in str(error.value)


def test_wrong_address_is_not_repeated_because_it_may_hold_a_password(given: Callable[[str], None]) -> None:
    given("mysql://app:hidden@host/name")
    with pytest.raises(ImproperlyConfigured) as error:
        environment.url("EXAMPLE", POSTGRES)
    assert "hidden" not in str(error.value)


def test_optional_url_left_empty_is_empty(given: Callable[[str], None]) -> None:
    given(" ")
    assert environment.optional_url("EXAMPLE", POSTGRES) == ""


def test_items_drops_spaces_and_empty_parts(given: Callable[[str], None]) -> None:
    given(" a.example, ,b.example ")
    assert environment.items("EXAMPLE") == ["a.example", "b.example"]


def test_choice_left_empty_is_the_first(given: Callable[[str], None]) -> None:
    given("")
    assert environment.choice("EXAMPLE", ("serving", "owner")) == "serving"
