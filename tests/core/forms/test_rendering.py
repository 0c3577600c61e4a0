"""The markup of single controls."""

import re

from django import forms

from misconduct.core.forms.base import GovukForm
from misconduct.core.forms.errors import error_links
from misconduct.core.forms.widgets import Checkboxes, Radios
from tests.core.kitchen_sink import HOSTILE, EveryControl


class Choice(GovukForm):
    kind = forms.ChoiceField(label="Kind", widget=Radios(hints={"b": "Rare."}), choices=[("a", "A"), ("b", "B")])
    many = forms.MultipleChoiceField(label="Many", widget=Checkboxes, choices=[("a", "A"), ("b", "B")])


class NothingToChoose(GovukForm):
    kind = forms.ChoiceField(label="Kind", widget=forms.RadioSelect, choices=[])
    unit = forms.ChoiceField(label="Unit", choices=[])


def test_plain_django_form_gets_the_markup_too():
    class Plain(forms.Form):
        reason = forms.CharField()

    assert 'class="govuk-input"' in str(Plain())
    assert 'class="govuk-label govuk-label--s" for="id_reason"' in str(Plain())


def test_browser_messages_and_silent_cuts_are_left_out():
    page = str(EveryControl())
    assert " required" not in page
    textarea = re.search(r"<textarea[^>]*>", page)[0]
    assert "maxlength" not in textarea
    assert 'data-maxlength="4000"' in page


def test_number_is_a_text_box_with_a_number_keyboard():
    control = re.search(r'<input[^>]*name="collar"[^>]*>', str(EveryControl()))[0]
    assert 'type="text"' in control
    assert 'inputmode="numeric"' in control
    assert " min=" not in control
    assert "govuk-input--width-5" in control


def test_typed_markup_is_shown_and_never_runs():
    form = EveryControl({"full_name": HOSTILE, "what_happened": HOSTILE, "unit": HOSTILE, "severity": HOSTILE})
    assert "<script>" not in str(form)


def test_very_long_answer_is_kept_whole():
    form = EveryControl({"what_happened": "a" * 100_000, "full_name": "b" * 10_000})
    assert "a" * 100_000 in str(form)
    assert "b" * 10_000 in str(form)
    assert form.errors["what_happened"] == ["What happened must be 4000 characters or fewer"]


def test_hint_of_an_option_describes_it():
    page = str(Choice())
    assert 'id="id_kind_1" aria-describedby="id_kind_1_hint"' in page
    assert '<div id="id_kind_1_hint" class="govuk-hint govuk-radios__hint">Rare.</div>' in page
    assert "id_kind_0_hint" not in page


def test_chosen_options_stay_chosen():
    page = str(Choice({"kind": "b", "many": ["a", "b"]}))
    assert re.findall(r'id="(id_\w+)" checked', page) == ["id_kind_1", "id_many_0", "id_many_1"]


def test_question_without_answers_says_so_and_its_error_leads_somewhere():
    form = NothingToChoose({})
    page = str(form)
    assert "There is nothing to choose from yet." in page
    assert all(f'id="{link.target}"' in page for link in error_links(form))


def test_password_is_never_sent_back():
    assert "hunter2" not in str(EveryControl({"password": "hunter2"}))


def test_hidden_field_has_no_form_group():
    assert str(EveryControl()["token"].as_field_group()) == '<input type="hidden" name="token" id="id_token">'


def test_error_of_the_whole_form_leads_to_its_first_control():
    form = Choice({"kind": "a", "many": ["a"]})
    form.add_error(None, "Somebody else saved this case. Check their change, then save again.")
    assert [(link.text, link.target) for link in error_links(form)] == [
        ("Somebody else saved this case. Check their change, then save again.", "id_kind_0")
    ]


def test_errors_of_a_formset_are_listed_form_by_form():
    formset = forms.formset_factory(Choice, extra=2)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-kind": "a", "form-1-many": ["a"]}
    )
    assert {link.target for link in error_links(None, formset)} == {"id_form-0-many_0", "id_form-1-kind_0"}


def test_broken_management_form_is_one_line_without_a_link():
    formset = forms.formset_factory(Choice)({})
    assert [link.target for link in error_links(formset)] == [""]
