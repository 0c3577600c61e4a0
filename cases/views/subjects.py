from typing import Any

from django.forms import Form
from django.http import HttpResponse

from cases.actions import subjects
from cases.actions.subjects import SubjectDetails
from cases.forms.subjects import IdentifyForm, OrganisationForm, SubjectForm, UnidentifiedForm
from cases.models import Subject
from cases.views.base import CaseFormPage
from misconduct.audit.querysets import key_of
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from officers.models import Officer

MOST_FOUND = 20
_UNNAMED: dict[str, type[Form]] = {
    Subject.Kind.UNIDENTIFIED: UnidentifiedForm,
    Subject.Kind.ORGANISATIONAL: OrganisationForm,
}


class ChoosesPerson(CaseFormPage):
    """First a search among the people on the roster (`?q=`), then the form about the one chosen (`?officer=`)."""

    part = "cases:people"
    offers_unnamed = False

    def chosen(self) -> Officer | None:
        """The person chosen; nobody yet without `?officer=`."""
        text = self.request.GET.get("officer", "")
        if not text.isdecimal():
            return None
        found: Officer = self.one_of(Officer.objects.with_latest_posting(), pk=text[:18])
        return found

    def is_chosen(self) -> bool:
        return self.chosen() is not None

    def get_template_names(self) -> list[str]:
        return ["cases/person_form.html" if self.is_chosen() else "cases/find_person.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = self.request.GET.get("q", "").strip()[:200]
        found = self.found(text) if text and not self.is_chosen() else []
        return super().get_context_data(
            person=self.chosen(), text=text, found=found, offers_unnamed=self.offers_unnamed, **kwargs
        )

    def found(self, text: str) -> list[Officer]:
        """The best matches; the search is on record with everybody it showed."""
        visible = Officer.objects.visible_to(self.request.user)
        found = list(visible.search(text).with_latest_posting()[:MOST_FOUND])
        record(
            "search.run",
            by=self.request.user,
            touched=[key_of(self.object), *found],
            after={"query": text, "rows": len(found)},
        )
        return found


class SubjectAdd(ChoosesPerson):
    heading = "Add a subject"
    submit = "Add subject"
    offers_unnamed = True

    @property
    def kind(self) -> str:
        """Somebody on the roster, unless the address says otherwise."""
        kind = self.request.GET.get("kind", "")
        return kind if kind in _UNNAMED else Subject.Kind.IDENTIFIED.value

    def is_chosen(self) -> bool:
        return self.kind in _UNNAMED or super().is_chosen()

    def get_form_class(self) -> type[Form]:
        return _UNNAMED.get(self.kind, SubjectForm)

    def get_initial(self) -> dict[str, Any]:
        numbers = list(self.object.allegations.values_list("pk", flat=True)[:2])
        return {"allegations": numbers} if len(numbers) == 1 else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(kind_label=Subject.Kind(self.kind).label, **kwargs)

    def act(self, form: Form) -> HttpResponse:
        chosen, version = form.cleaned_data["allegations"], self.version
        added = subjects.add(
            by=self.request.user, case=self.object, details=self.details(form), allegations=chosen, version=version
        )
        return self.done(f"{added} added to the case.")

    def details(self, form: Form) -> SubjectDetails:
        """Whom the address and the form describe; forms of other kinds of subject ask less."""
        return SubjectDetails(
            kind=Subject.Kind(self.kind),
            officer=self.chosen() if self.kind == Subject.Kind.IDENTIFIED else None,
            description=form.cleaned_data.get("description", ""),
            is_off_duty=form.cleaned_data.get("is_off_duty"),
        )


class SubjectIdentify(ChoosesPerson):
    form_class = IdentifyForm
    heading = "Identify this subject"
    submit = "Identify"

    def subject(self) -> Subject:
        found: Subject = self.one_of(Subject.objects.all(), case=self.object, pk=self.kwargs["subject"])
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(subject=self.subject(), **kwargs)

    def act(self, form: Form) -> HttpResponse:
        officer = self.chosen()
        if officer is None:
            raise Refused("Search for the person and choose them first.")
        named = subjects.identify(
            by=self.request.user,
            subject=self.subject(),
            officer=officer,
            reason=form.cleaned_data["reason"],
            version=self.version,
        )
        return self.done(f"The subject is now {named}.")
