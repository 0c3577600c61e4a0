from django.http import HttpResponse

from cases.actions import allegations
from cases.actions.allegations import AllegationDetails
from cases.forms.allegations import AllegationForm, CategoryForm, StandardsForm
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


class AllegationPage(CaseFormPage):
    """A form about one allegation of the case."""

    part = "cases:allegations"

    def allegation(self) -> Allegation:
        found: Allegation = self.one_of(Allegation.objects.all(), case=self.object, number=self.kwargs["number"])
        return found


class AllegationRecategorise(AllegationPage):
    form_class = CategoryForm
    submit = "Change category"

    def title(self) -> str:
        return f"Change the category of allegation {self.kwargs['number']}"

    def get_initial(self) -> dict[str, object]:
        return {"category": self.allegation().category_id}

    def act(self, form: CategoryForm) -> HttpResponse:  # type: ignore[override] # the form of this page
        changed = allegations.recategorise(
            by=self.request.user, allegation=self.allegation(), version=self.version, **form.cleaned_data
        )
        return self.done(f"Allegation {changed.number} is now “{changed.category}”.")


class AllegationStandards(AllegationPage):
    form_class = StandardsForm
    submit = "Save standards"

    def title(self) -> str:
        return f"Standards that allegation {self.kwargs['number']} is about"

    def get_initial(self) -> dict[str, object]:
        allegation = self.allegation()
        return {"standard": allegation.standard_id, "others": list(allegation.other_standards.all())}

    def act(self, form: StandardsForm) -> HttpResponse:  # type: ignore[override] # the form of this page
        given, by = form.cleaned_data, self.request.user
        changed = allegations.set_standards(by=by, allegation=self.allegation(), version=self.version, **given)
        return self.done(f"Standards of allegation {changed.number} saved.")
