import pytest

from cases.notices.letters import Block, merge, placeholders

HOSTILE = ["{reasons}", "{", "# heading", "- bullet", "| a | b", "#eval(1)", "{0.__class__}"]


def test_each_kind_of_line_is_a_block():
    blocks = merge("Dear {name},\n\n# Why\nBecause.\n\n- one\n- two\n\n| Date | {day}", {"name": "A", "day": "today"})
    assert blocks == [
        Block("paragraph", ("Dear A,",)),
        Block("heading", ("Why",)),
        Block("paragraph", ("Because.",)),
        Block("bullets", ("one", "two")),
        Block("facts", facts=(("Date", "today"),)),
    ]


def test_a_paragraph_with_an_empty_field_is_left_out_and_so_is_a_heading_left_bare():
    assert merge("Kept.\n\n# Note\n{note}\n\n| Day | {note}", {"note": " "}) == [Block("paragraph", ("Kept.",))]


def test_blank_lines_in_a_value_make_paragraphs():
    assert merge("{reasons}", {"reasons": "One.\n\nTwo.\nStill two."}) == [
        Block("paragraph", ("One.",)),
        Block("paragraph", ("Two.\nStill two.",)),
    ]


def test_a_value_that_ends_a_sentence_adds_no_second_full_stop():
    assert merge("Send it to {place}. Then wait.", {"place": "Room 2."}) == [
        Block("paragraph", ("Send it to Room 2. Then wait.",))
    ]


@pytest.mark.parametrize("value", HOSTILE)
def test_what_is_filled_in_is_never_read_as_anything_but_text(value):
    text = "Said: {said}\n\n| Said | {said}\n\n- {said}"
    paragraph, facts, bullets = merge(text, {"said": value, "reasons": "not this"})
    assert (paragraph.lines, facts.facts, bullets.lines) == ((f"Said: {value}",), (("Said", value),), (value,))


def test_a_field_without_a_value_is_an_error_and_not_a_gap():
    with pytest.raises(KeyError):
        merge("{reasons}", {})


def test_placeholders_are_named_once_in_their_order():
    assert placeholders("{b} {a} {b}") == ["b", "a"]
