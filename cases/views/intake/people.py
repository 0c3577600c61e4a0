from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cases import similar
from cases.actions import drafts
from cases.views.intake import answers, forms, steps
from cases.views.intake.base import DraftPage
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from officers.models import Officer

MOST_RESULTS = 10
_UNNAMED: dict[str, type[forms.IntakeForm]] = {
    "unidentified": forms.UnidentifiedForm,
    "organisation": forms.OrganisationForm,
}


class PeoplePage(DraftPage):
    """A page about who the record is about."""

    step = steps.named("people")

    def next_url(self) -> str:
        """To the list of people, which knows the way on."""
        query = "?from=check" if self.is_changing else ""
        return self.step.url(self.object) + query

    def add(self, kind: str, answered: dict[str, Any]) -> HttpResponse:
        """Put somebody on the list."""
        drafts.put_entry(draft=self.object, section="subjects", entry={"kind": kind, **answered}, by=self.request.user)
        return redirect(self.next_url())


class People(DraftPage):
    """Who the record is about so far, and what is known of them already."""

    template_name = "cases/intake/people.html"
    form_class = forms.NothingToAnswer
    step = steps.named("people")

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not self.object.answers.get("subjects") and not self.object.case_id:
            return redirect("cases:new_person", pk=self.object.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        subjects = answers.subjects(self.object, viewer=self.request.user)
        hints = similar.hints(answers.clues(self.object), viewer=self.request.user)
        similar.record_shown(hints, draft=self.object, by=self.request.user)
        return super().get_context_data(subjects=subjects, hints=hints, **kwargs)

    def act(self, form: Form) -> HttpResponse:
        if not self.object.answers.get("subjects"):
            raise Refused("Add at least one person, even if they are not yet identified.")
        return redirect(self.next_url())


class FindPerson(PeoplePage):
    """Search the roster by number, name, other name or sound, and choose one of those found."""

    template_name = "cases/intake/find_person.html"
    form_class = forms.IdentifiedForm

    def found(self) -> list[Officer]:
        """Who the search finds, best first; the search is on record with everybody it showed."""
        text = self.text()
        if not text:
            return []
        visible = Officer.objects.visible_to(self.request.user)
        found = list(visible.search(text).with_latest_posting()[:MOST_RESULTS])
        record("search.run", by=self.request.user, touched=found, after={"query": text, "draft": self.object.pk})
        return found

    def text(self) -> str:
        return self.request.GET.get("q", "").strip()[:200]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.found()
        form = kwargs.pop("form", None) or self.get_form()
        form.offer(found)
        return super().get_context_data(form=form, text=self.text(), found=found, **kwargs)

    def back_url(self) -> str:
        return self.next_url() if self.object.answers.get("subjects") else super().back_url()

    def act(self, form: Form) -> HttpResponse:
        return self.add("identified", form.cleaned_data)


class UnnamedSubject(PeoplePage):
    """Somebody not yet identified, or the organisation itself."""

    template_name = "cases/intake/unnamed.html"

    def get_form_class(self) -> type[forms.IntakeForm]:
        try:
            return _UNNAMED[self.kwargs["kind"]]
        except KeyError:
            raise Http404(f"No kind of subject {self.kwargs['kind']}.") from None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(kind=self.kwargs["kind"], **kwargs)

    def back_url(self) -> str:
        return reverse("cases:new_person", args=[self.object.pk])

    def act(self, form: Form) -> HttpResponse:
        return self.add(self.get_form_class().kind, form.cleaned_data)


class RemovePerson(PeoplePage):
    """Take somebody off the list again; without the button, the page asks once."""

    template_name = "cases/intake/remove.html"
    form_class = forms.NothingToAnswer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(what="this person", **kwargs)

    def back_url(self) -> str:
        return self.next_url()

    def act(self, form: Form) -> HttpResponse:
        drafts.remove_entry(draft=self.object, section="subjects", key=self.kwargs["key"], by=self.request.user)
        return redirect(self.next_url())
