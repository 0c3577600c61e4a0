from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpResponse

from cases import workflow
from cases.actions import transitions
from cases.closure import retention, second_person
from cases.closure.actions import preparing
from cases.closure.forms import AgreeForm, PrepareForm
from cases.mending import MENDED_BY
from cases.models import Case
from cases.views.base import CaseFormPage
from cases.views.case_page import CasePage
from misconduct.accounts.roles import Permission


@dataclass(frozen=True)
class Line:
    """One line of the checklist: what must be so, whether it is, and where it is mended."""

    label: str
    missing: str
    url: str


class Checklist(CasePage):
    """What is still missing before the case may end."""

    part = "closure:checklist"
    template_name = "closure/checklist.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.object
        lines = _lines(case)
        closure = case.closures.standing().select_related("prepared_by", "agreed_by").first()
        moves = transitions.available(case, self.request.user)
        ends = [move for move in moves if move.transition.ending and not move.transition.is_aside]
        return super().get_context_data(
            lines=lines,
            missing=sum(bool(line.missing) for line in lines),
            closure=closure,
            kept=retention.classes().get(closure.retention_class) if closure else None,
            needs_second=second_person.reasons(case),
            end=next((move.transition for move in ends if move.is_allowed), None),
            may_agree=self.request.user.has(Permission.CASE_CLOSE),
            may_return=self.request.user.has(Permission.PROCEEDINGS_RUN),
            **kwargs,
        )


class Prepare(CaseFormPage):
    form_class = PrepareForm
    heading = "Prepare to close the case"
    submit = "Save"
    part = "closure:checklist"

    def act(self, form: Form) -> HttpResponse:
        preparing.prepare(by=self.request.user, case=self.object, version=self.version, **form.cleaned_data)
        return self.done("Saved. The checklist says what is still missing.")


class Agree(CaseFormPage):
    permission = Permission.CASE_CLOSE
    form_class = AgreeForm
    heading = "Agree that the case may be closed"
    submit = "I agree"
    part = "closure:checklist"
    template_name = "closure/agree.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        closure = self.object.closures.standing().select_related("prepared_by").first()
        return super().get_context_data(
            closure=closure,
            kept=retention.classes().get(closure.retention_class) if closure else None,
            because=second_person.reasons(self.object),
            **kwargs,
        )

    def act(self, form: Form) -> HttpResponse:
        preparing.agree(by=self.request.user, case=self.object, version=self.version, **form.cleaned_data)
        return self.done("You agreed. The case can be closed once nothing else is missing.")


def _lines(case: Case) -> list[Line]:
    """Every check of the moves that end such a case, once each: those open to its stage, if any."""
    ends = [move for move in workflow.TRANSITIONS if move.ending and not move.page and move.applies(case)]
    from_here = [move for move in ends if case.stage in move.sources]
    guards = dict.fromkeys(guard for move in from_here or ends for guard in move.guards)
    checked = [(guard.__name__, guard(case) or "") for guard in guards]
    return [
        Line(_LABELS.get(name, "Earlier steps of the case"), missing, _address(case, name))
        for name, missing in checked
        if missing or name in _LABELS
    ]


def _address(case: Case, guard: str) -> str:
    mend = MENDED_BY.get(guard)
    found = mend.found(case) if mend else None
    return found[1] if found else ""


_LABELS = {
    "has_allegation": "At least one allegation",
    "every_allegation_has_subject": "Every allegation says who it is about",
    "every_pair_has_outcome": "An outcome for every allegation against every subject",
    "everyone_told": "Complainants and interested persons told of the outcome",
    "subjects_notified": "Every subject given notice of the outcome",
    "review_time_has_run": "Right to a review given, and its time run",
    "has_learning": "Learning recorded, or that there was none",
    "review_determined": "Review determined, where one was applied for",
    "recommendations_answered": "Recommendations of a review answered",
    "concluded_and_reported": "Proceedings concluded and reported",
    "appeals_over": "Appeals decided, or their time run",
    "barred_list_return_made": "Barred and advisory list returns made",
    "retention_decided": "Retention class and review date",
    "second_person_agreed": "Agreed by a second person, where one is needed",
}
