from django import forms

from misconduct.core.forms.base import GovukForm
from misconduct.core.forms.widgets import Radios
from misconduct.imports.actions.uploads import too_large
from misconduct.imports.models import ImportRun

_HINTS: dict[str, str] = {
    ImportRun.Kind.OFFICERS: "One row for each person: officer_ref, rank, unit, appointed_date, left_date and so on.",
    ImportRun.Kind.CASES: "One row for each allegation against one person: case_ref, allegation_ref, officer_ref …",
    ImportRun.Kind.SUBJECTLESS_CASES: "One row for each case: case_ref, received_date, incident_date, closed_date.",
}


class UploadForm(GovukForm):
    """Which kind of file, and the file."""

    kind = forms.ChoiceField(
        label="What does the file hold?",
        choices=ImportRun.Kind.choices,
        widget=Radios(hints=_HINTS),
        error_messages={"required": "Select what the file holds"},
    )
    file = forms.FileField(
        label="File",
        help_text="A .csv or .csv.gz file in UTF-8. Dates as 2024-03-27. Import the roster before the case history.",
        error_messages={"required": "Choose a file", "empty": "The file is empty"},
    )

    @classmethod
    def too_large(cls) -> "UploadForm":
        """The form as it is shown to somebody whose upload was turned away unread."""
        form = cls(data={})
        form.full_clean()
        form.errors.clear()
        form.add_error("file", too_large())
        return form
