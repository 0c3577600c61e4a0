"""What the forms about proceedings share."""

from functools import cached_property
from typing import Any

from django.db import models
from django.urls import reverse

from cases.proceedings.models import Proceeding
from cases.views.base import CaseFormPage
from misconduct.accounts.roles import Permission


class ProceedingFormPage(CaseFormPage):
    """A form about proceedings of a case, or about one row of them. It leads back to its section of their page."""

    permission = Permission.PROCEEDINGS_RUN
    section = ""

    @cached_property
    def row(self) -> Any:
        """What within the proceedings the form is about; nothing for most."""
        return None

    @cached_property
    def proceeding(self) -> Proceeding:
        found: Proceeding = self.one_of(
            Proceeding.objects.select_related("case"), case=self.object, pk=self.kwargs["proceeding"]
        )
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "proceeding": self.proceeding, "row": self.row}

    def back_url(self) -> str:
        url = reverse("proceedings:detail", args=[self.object.pk, self.proceeding.pk])
        return f"{url}#{self.section}" if self.section else url


class RowFormPage(ProceedingFormPage):
    """A form about one row of proceedings, which the address names by `keyword`."""

    rows: type[models.Model]
    keyword: str

    @cached_property
    def row(self) -> Any:
        rows: Any = self.rows._default_manager.select_related("proceeding__case")
        return self.one_of(rows, proceeding__case=self.object, pk=self.kwargs[self.keyword])

    @cached_property
    def proceeding(self) -> Proceeding:
        found: Proceeding = self.row.proceeding
        return found
