from django import forms
from django.db.models import QuerySet

from cases.forms.base import LONG, CaseForm, why
from cases.forms.codes import CodeField, CodesField, categories, choosable
from cases.models import CodeList, Subject
from misconduct.core.forms.widgets import Checkboxes


class SubjectsField(forms.ModelMultipleChoiceField):
    """Some of the case's subjects."""

    def label_from_instance(self, obj: Subject) -> str:
        """Somebody not yet identified goes by what is known of them."""
        return f"{obj}: {obj.description}" if obj.description and not obj.officer_id else str(obj)


class AllegationForm(CaseForm):
    """A further allegation in the case."""

    category = CodeField(label="Category", queryset=None, empty_label="Choose a category")
    description = forms.CharField(
        label="What is alleged",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter what is alleged"},
    )
    subjects = SubjectsField(
        label="Who it is alleged against",
        queryset=None,
        widget=Checkboxes,
        error_messages={"required": "Select who it is alleged against"},
    )
    standard = CodeField(
        label="Standard of professional behaviour", queryset=None, required=False, empty_label="Not chosen yet"
    )
    factors = CodesField(label="Factors", queryset=None, required=False, widget=Checkboxes)

    def prepare(self) -> None:
        days = [self.case.received_on]
        self.offer("category", categories(days=days))
        self.offer("standard", choosable(CodeList.STANDARD, days=days))
        self.offer("factors", choosable(CodeList.FACTOR, days=days))
        subjects: QuerySet[Subject] = self.case.subjects.select_related("officer")
        self.offer("subjects", subjects)


class CategoryForm(CaseForm):
    """Another category for an allegation."""

    category = CodeField(label="Category", queryset=None, empty_label="Choose a category")
    reason = why("Why it changes", "Enter why the category changes")

    def prepare(self) -> None:
        self.offer("category", categories(days=[self.case.received_on]))


class StandardsForm(CaseForm):
    """The standards that an allegation is about."""

    standard = CodeField(label="Primary standard", queryset=None, empty_label="Choose a standard")
    others = CodesField(label="Other standards", queryset=None, required=False, widget=Checkboxes)
    reason = why("Why these standards", "Enter why these are the standards")

    def prepare(self) -> None:
        standards = choosable(CodeList.STANDARD, days=[self.case.received_on])
        self.offer("standard", standards)
        self.offer("others", standards)
