"""What the forms about one case share."""

from typing import Any, TypeVar

from django.contrib import messages
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cases.models import Case
from misconduct.accounts.pages import VersionedPage
from misconduct.accounts.roles import Permission
from misconduct.core.errors import OutOfScope
from misconduct.core.querysets import ScopedQuerySet

Rows = TypeVar("Rows", bound=models.QuerySet)


class CaseFormPage(VersionedPage):
    """A form about a case. What `adds_only` changes nothing that anybody has read: nobody is too late with it."""

    model = Case
    object: Case
    permission = Permission.CASE_WORK
    template_name = "cases/case_form.html"
    heading = ""
    submit = "Save"
    lead = ""
    part = "cases:detail"
    adds_only = False

    @property
    def version(self) -> int | None:
        """What an action compares the case with: the version the person read."""
        return None if self.adds_only else self.version_sent

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case": self.object, "viewer": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {
            "case": self.object,
            "caption": self.object.reference,
            "heading": self.title(),
            "submit": self.submit,
            "lead": self.lead,
            "back_url": self.back_url(),
        }
        return super().get_context_data(**{**shown, **kwargs})

    def title(self) -> str:
        """The heading of the page; some name what they are about."""
        return self.heading

    def back_url(self) -> str:
        """The part of the case's page that this form belongs to."""
        return reverse(self.part, args=[self.object.pk])

    def done(self, message: str) -> HttpResponse:
        """Back to the case with a word of what was done; to the front page where it is out of sight from now on."""
        messages.success(self.request, message)
        is_seen = Case.objects.visible_to(self.request.user).filter(pk=self.object.pk).exists()
        return redirect(self.back_url() if is_seen else "/")

    def still(self, standing: Rows, every: Rows) -> Rows:
        """Where to look for a row that stands no longer once somebody else has dealt with it.

        Who opens the form finds it only while it stands. Who sends it finds it afterwards too, and is told what
        happened instead of losing what they typed.
        """
        return every if self.request.method == "POST" else standing

    def one_of(self, rows: ScopedQuerySet, **fields: Any) -> Any:
        """The row of this case with these fields. Raises OutOfScope (404) where there is none."""
        found: models.Model | None = rows.visible_to(self.request.user).filter(**fields).first()
        if found is None:
            raise OutOfScope(f"No {rows.model._meta.verbose_name} {fields} in {self.object}.")
        return found
