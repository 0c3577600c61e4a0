from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from cases.actions import drafts
from cases.views.intake import answers, forms, steps
from cases.views.intake.base import DraftPage
from misconduct.core.errors import Refused


class Allegations(DraftPage):
    """What is alleged so far."""

    template_name = "cases/intake/allegations.html"
    form_class = forms.NothingToAnswer
    step = steps.named("allegations")

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not self.object.answers.get("allegations") and not self.object.case_id:
            return redirect("cases:new_allegation", pk=self.object.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        allegations = answers.allegations(self.object, viewer=self.request.user)
        return super().get_context_data(allegations=allegations, **kwargs)

    def act(self, form: Form) -> HttpResponse:
        if not self.object.answers.get("allegations"):
            raise Refused("Add at least one allegation.")
        return redirect(self.next_url())


class EditAllegation(DraftPage):
    """One allegation: a new one, or the one named in the address."""

    template_name = "cases/intake/allegation.html"
    form_class = forms.AllegationForm
    step = steps.named("allegations")

    @property
    def entry(self) -> dict[str, Any]:
        """The allegation as it was answered, or nothing for a new one."""
        key = self.kwargs.get("key")
        held = {entry["key"]: entry for entry in self.object.answers.get("allegations", ())}
        if key and key not in held:
            raise Http404(f"No allegation {key} in this draft.")
        return held.get(key, {})

    def get_initial(self) -> dict[str, Any]:
        return self.entry

    def get_form_kwargs(self) -> dict[str, Any]:
        labels = answers.subject_choices(self.object, viewer=self.request.user)
        return {**super().get_form_kwargs(), "subjects": labels}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_new=not self.entry, **kwargs)

    def back_url(self) -> str:
        return self.next_url() if self.object.answers.get("allegations") else super().back_url()

    def next_url(self) -> str:
        query = "?from=check" if self.is_changing else ""
        return self.step.url(self.object) + query

    def act(self, form: Form) -> HttpResponse:
        drafts.put_entry(
            draft=self.object,
            section="allegations",
            entry=form.cleaned_data,
            by=self.request.user,
            key=self.kwargs.get("key", ""),
        )
        return redirect(self.next_url())


class RemoveAllegation(DraftPage):
    """Take an allegation out again; without the button, the page asks once."""

    template_name = "cases/intake/remove.html"
    form_class = forms.NothingToAnswer
    step = steps.named("allegations")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(what="this allegation", **kwargs)

    def back_url(self) -> str:
        return self.next_url()

    def next_url(self) -> str:
        query = "?from=check" if self.is_changing else ""
        return self.step.url(self.object) + query

    def act(self, form: Form) -> HttpResponse:
        drafts.remove_entry(draft=self.object, section="allegations", key=self.kwargs["key"], by=self.request.user)
        return redirect(self.next_url())
