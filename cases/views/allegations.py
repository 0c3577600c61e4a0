from django.http import HttpResponse

from cases.actions import allegations
from cases.actions.allegations import AllegationDetails
from cases.forms.allegations import AllegationForm, CategoryForm
from cases.models import Allegation
from cases.views.base import CaseFormPage


class AllegationAdd(CaseFormPage):
    form_class = AllegationForm
    template_name = "cases/allegation_form.html"
    heading = "Add an allegation"
    submit = "Add allegation"
    part = "cases:allegations"

    def act(self, form: AllegationForm) -> HttpResponse:  # type: ignore[override] # the form of this page
        given = form.cleaned_data
        details = AllegationDetails(
            given["category"], given["description"], standard=given["standard"], factors=tuple(given["factors"])
        )
        added = allegations.add(
            by=self.request.user,
            case=self.object,
            details=details,
            subjects=list(given["subjects"]),
            version=self.version,
        )
        return self.done(f"Allegation {added.number} added.")


class AllegationRecategorise(CaseFormPage):
    form_class = CategoryForm
    submit = "Change category"
    part = "cases:allegations"

    def title(self) -> str:
        return f"Change the category of allegation {self.kwargs['number']}"

    def allegation(self) -> Allegation:
        found: Allegation = self.one_of(Allegation.objects.all(), case=self.object, number=self.kwargs["number"])
        return found

    def get_initial(self) -> dict[str, object]:
        return {"category": self.allegation().category_id}

    def act(self, form: CategoryForm) -> HttpResponse:  # type: ignore[override] # the form of this page
        changed = allegations.recategorise(
            by=self.request.user, allegation=self.allegation(), version=self.version, **form.cleaned_data
        )
        return self.done(f"Allegation {changed.number} is now “{changed.category}”.")
