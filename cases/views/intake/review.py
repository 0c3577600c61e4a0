"""All answers checked again before the case is saved: code lists, people and dates may have changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cases.actions.allegations import AllegationDetails
from cases.actions.subjects import SubjectDetails
from cases.models import CaseDraft, Subject
from cases.views.intake import answers, forms, steps
from misconduct.accounts.models import User

_SUBJECT_FORMS: dict[str, type[forms.IntakeForm]] = {
    "identified": forms.IdentifiedForm,
    "unidentified": forms.UnidentifiedForm,
    "organisational": forms.OrganisationForm,
}


@dataclass(frozen=True)
class Problem:
    """What keeps the case from being logged, in words, and the page that mends it."""

    text: str
    target: str


@dataclass
class Review:
    """The answers as records and dates, fit for the action when there is no problem."""

    facts: dict[str, Any] = field(default_factory=dict)
    subjects: dict[str, SubjectDetails] = field(default_factory=dict)
    allegations: list[AllegationDetails] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def review(draft: CaseDraft, *, viewer: User) -> Review:
    """Every answer through the form that asked for it. Changes nothing."""
    result = Review()
    for step in steps.QUESTIONS.values():
        assert step.form_class is not None  # a question has one: see QUESTIONS
        form = step.form_class(draft.answers, viewer=viewer, answers=draft.answers)
        _gather(form, step.url(draft), result)
        result.facts |= form.cleaned_data
    _review_subjects(draft, viewer, result)
    _review_allegations(draft, viewer, result)
    return result


def _review_subjects(draft: CaseDraft, viewer: User, result: Review) -> None:
    page = steps.named("people").url(draft)
    entries = draft.answers.get("subjects", ())
    if not entries:
        result.problems.append(Problem("Say who it is about, even if they are not yet identified", page))
    for entry in entries:
        form = _SUBJECT_FORMS[entry["kind"]](entry, viewer=viewer, answers=draft.answers)
        _gather(form, page, result)
        result.subjects[entry["key"]] = SubjectDetails(kind=Subject.Kind(entry["kind"]), **form.cleaned_data)


def _review_allegations(draft: CaseDraft, viewer: User, result: Review) -> None:
    page = steps.named("allegations").url(draft)
    entries = draft.answers.get("allegations", ())
    if not entries:
        result.problems.append(Problem("Add at least one allegation", page))
        return
    people = answers.subject_choices(draft, viewer=viewer)
    for entry in entries:
        form = forms.AllegationForm(entry, viewer=viewer, answers=draft.answers, subjects=people)
        _gather(form, f"{page}{entry['key']}/", result)
        if form.is_valid():
            result.allegations.append(_details(form.cleaned_data, list(result.subjects)))
    for key in forms.AllegationForm(None, viewer=viewer, answers=draft.answers, subjects=people).not_yet_accused():
        text = f"Say what is alleged against {dict(people)[key]}, or remove them"
        result.problems.append(Problem(text, f"{page}?from=check"))


def _details(answered: Mapping[str, Any], keys: Sequence[str]) -> AllegationDetails:
    """The allegation with its subjects as places in the list of subjects."""
    places = tuple(keys.index(key) for key in answered["subjects"])
    return AllegationDetails(**{**answered, "factors": tuple(answered["factors"]), "subjects": places})


def _gather(form: forms.IntakeForm, page: str, result: Review) -> None:
    for texts in form.errors.values():
        result.problems.extend(Problem(str(text), f"{page}?from=check") for text in texts)
