from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from cases.actions import drafts
from cases.views.intake import forms, steps
from cases.views.intake.base import DraftPage


class Question(DraftPage):
    """One question of the draft, named in the address."""

    template_name = "cases/intake/question.html"

    @property
    def step(self) -> steps.Step:  # type: ignore[override] # each address is its own step
        try:
            return steps.QUESTIONS[self.kwargs["step"]]
        except KeyError:
            raise Http404(f"No question {self.kwargs['step']}.") from None

    def get_form_class(self) -> type[forms.IntakeForm]:
        assert self.step.form_class is not None  # a question has one: see QUESTIONS
        return self.step.form_class

    def get_initial(self) -> dict[str, Any]:
        return {name: value for name, value in self.object.answers.items() if name in self.get_form_class().base_fields}

    def act(self, form: Form) -> HttpResponse:
        drafts.answer(draft=self.object, answers=form.cleaned_data, by=self.request.user)
        return redirect(self.next_url())
