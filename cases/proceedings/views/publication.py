from functools import cached_property
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse

from cases.proceedings.actions import publications
from cases.proceedings.forms.publication import DecidePublicationForm, PutUpForm, RepresentForm, TakeDownForm
from cases.proceedings.models import Publication
from cases.proceedings.views.base import ProceedingFormPage, RowFormPage
from misconduct.core.wording import mid_sentence


class PublicationDecide(ProceedingFormPage):
    form_class = DecidePublicationForm
    section = "publication"

    @cached_property
    def row(self) -> Publication.Kind:
        """The kind of publication that the address names. Raises Http404."""
        kind = self.kwargs["publication_kind"]
        if kind not in Publication.Kind.values:
            raise Http404(f"No publication {kind}.")
        return Publication.Kind(kind)

    def title(self) -> str:
        return f"Decide on publication: {mid_sentence(self.row.label)}"

    def act(self, form: Form) -> HttpResponse:
        publications.decide(
            by=self.request.user,
            proceeding=self.proceeding,
            kind=self.row,
            ruling=publications.Ruling(**form.cleaned_data),
            version=self.version,
        )
        return self.done("Decision on publication recorded.")


class _PublicationForm(RowFormPage):
    rows, keyword = Publication, "publication"
    section = "publication"
    words = ""

    def title(self) -> str:
        return f"{self.words}: {mid_sentence(self.row.get_kind_display())}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(publication=self.row, **kwargs)


class PutUp(_PublicationForm):
    form_class = PutUpForm
    words = "Published"

    def act(self, form: Form) -> HttpResponse:
        publications.put_up(by=self.request.user, publication=self.row, version=self.version, **form.cleaned_data)
        return self.done("Publication recorded.")


class TakeDown(_PublicationForm):
    form_class = TakeDownForm
    words = "Taken down"

    def act(self, form: Form) -> HttpResponse:
        publications.take_down(by=self.request.user, publication=self.row, version=self.version, **form.cleaned_data)
        return self.done("Recorded that it was taken down.")


class Represent(ProceedingFormPage):
    form_class = RepresentForm
    heading = "Representations on publication or privacy"
    section = "publication"

    def act(self, form: Form) -> HttpResponse:
        publications.represent(
            by=self.request.user, proceeding=self.proceeding, version=self.version, **form.cleaned_data
        )
        return self.done("Representation recorded.")
