import pytest

from cases.flags.independence import Ties, refusal


@pytest.mark.parametrize(
    ("ties", "said"),
    [
        (Ties(is_about_self=True, has_handled=True), "This flag is about you. Leave it to another manager."),
        (
            Ties(has_handled=True),
            "You have investigated or decided on a case that this flag counts. Leave it to another manager.",
        ),
        (
            Ties(works_beside=True),
            "You have a post in the unit that this flag is about or whose member it is about. "
            "Leave it to another manager.",
        ),
        (
            Ties(is_in_line=True, works_beside=True),
            "You are in one line of management with whoever this flag is about. Leave it to another manager.",
        ),
        (Ties(), ""),
    ],
)
def test_each_tie_keeps_somebody_from_reviewing_and_says_what_to_do(ties, said):
    assert refusal(ties) == said


def test_of_another_person_it_speaks_by_name():
    said = "Jo Hale has investigated or decided on a case that this flag counts. Choose somebody else."
    assert refusal(Ties(has_handled=True), "Jo Hale") == said
