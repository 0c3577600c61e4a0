"""The questions in their order, and where each stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cases.models import CaseDraft
from cases.views.intake import forms


@dataclass(frozen=True)
class Step:
    """One stop on the way: its address, its name in the list of steps, its page's heading and its question."""

    name: str
    label: str
    heading: str
    form_class: type[forms.IntakeForm] | None = None

    def url(self, draft: CaseDraft) -> str:
        """Where this stop of the draft is."""
        if self.form_class is None:
            return reverse(f"cases:new_{self.name}", args=[draft.pk])
        return reverse("cases:new_question", args=[draft.pk, self.name])


STEPS: tuple[Step, ...] = (
    Step("type", "Type", "What kind of record is it?", forms.RecordTypeForm),
    Step("received", "Received", "How and when was it received?", forms.ReceivedForm),
    Step("when-and-where", "When and where", "When and where did it happen?", forms.HappenedForm),
    Step("unit", "Unit", "Which unit is it about?", forms.UnitForm),
    Step("what-happened", "What happened", "What happened?", forms.SummaryForm),
    Step("people", "People", "Who is it about?"),
    Step("allegations", "Allegations", "What is alleged?"),
    Step("check", "Check", "Check what you are about to log"),
)
QUESTIONS: dict[str, Step] = {step.name: step for step in STEPS if step.form_class}


def named(name: str) -> Step:
    """The stop of that name; KeyError when there is none."""
    return {step.name: step for step in STEPS}[name]


def after(step: Step) -> Step:
    """The next stop; the last one is followed by nothing and must not be asked."""
    return STEPS[STEPS.index(step) + 1]


def before(step: Step) -> Step | None:
    """The stop before, or None at the first."""
    at = STEPS.index(step)
    return STEPS[at - 1] if at else None


def first_unanswered(draft: CaseDraft) -> Step:
    """Where to go on with a draft: the first question that nobody has come to, or the check at the end."""
    return next((step for step in STEPS if step is not STEPS[-1] and not _is_answered(step, draft)), STEPS[-1])


def progress(draft: CaseDraft | None, current: Step) -> Iterator[dict[str, Any]]:
    """What the list of steps at the top of each page shows."""
    for step in STEPS:
        yield {
            "label": step.label,
            "is_current": step is current,
            "is_done": draft is not None and step is not current and _is_answered(step, draft),
            "url": step.url(draft) if draft is not None else "",
        }


def _is_answered(step: Step, draft: CaseDraft) -> bool:
    if step.form_class is not None:
        return any(name in draft.answers for name in step.form_class.base_fields)
    return bool(draft.answers.get("subjects" if step.name == "people" else step.name))
