"""The words of stock error messages."""

import pytest
from django import forms

from misconduct.core.forms.base import FilterForm, GovukForm, in_sentence


class Question(GovukForm):
    name = forms.CharField(max_length=5)
    what = forms.CharField(label="What happened")
    kind = forms.ChoiceField(label="What kind of matter is it?", choices=[("a", "A")])
    unit = forms.ChoiceField(label="Unit", choices=[("a", "A")])
    age = forms.IntegerField(label="Age", min_value=16)
    share = forms.DecimalField(label="Share")
    email = forms.EmailField(label="Email address")
    agreed = forms.BooleanField(label="I agree")
    paper = forms.FileField(label="Document")
    own = forms.CharField(error_messages={"required": "Say who it is"})


def test_missing_answers_are_asked_for_by_name():
    assert {name: errors[0] for name, errors in Question({}).errors.items()} == {
        "name": "Enter the name",
        "what": "Enter what happened",
        "kind": "Answer the question “What kind of matter is it?”",
        "unit": "Select the unit",
        "age": "Enter the age",
        "share": "Enter the share",
        "email": "Enter the email address",
        "agreed": "Confirm: I agree",
        "paper": "Choose the document",
        "own": "Say who it is",
    }


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("name", "too long", "Name must be 5 characters or fewer"),
        ("unit", "forged", "Select one of the answers listed for “Unit”"),
        ("age", "x", "Age must be a whole number"),
        ("age", "3", "Age must be 16 or more"),
        ("share", "x", "Share must be a number"),
        ("email", "x", "Enter an email address in the right form, like name@example.com"),
    ],
)
def test_wrong_answers_say_what_would_be_right(field, typed, message):
    assert Question({field: typed}).errors[field] == [message]


def test_a_form_does_not_change_the_messages_of_the_next():
    class Other(GovukForm):
        name = forms.CharField(label="Reason")

    assert Other({}).errors["name"] == ["Enter the reason"]
    assert Question({}).errors["name"] == ["Enter the name"]


def test_optional_answers_are_marked_except_in_filters():
    class Ask(GovukForm):
        note = forms.CharField(required=False)

    class Filter(FilterForm):
        note = forms.CharField(required=False)

    assert "Note (optional)" in str(Ask())
    assert "(optional)" not in str(Filter())
    assert 'id="filter_note"' in str(Filter())


@pytest.mark.parametrize(
    ("label", "said"),
    [("Date received", "date received"), ("IOPC category", "IOPC category"), ("I agree", "I agree"), ("", "")],
)
def test_label_inside_a_sentence(label, said):
    assert in_sentence(label) == said
