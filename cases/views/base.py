"""What the forms about one case share."""

from typing import Any, TypeVar

from django.contrib import messages
from django.db import models
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cases.models import Case
from misconduct.accounts.pages import ScopedActionPage
from misconduct.accounts.roles import Permission
from misconduct.core.errors import OutOfScope
from misconduct.core.querysets import ScopedQuerySet

_MOST_DIGITS = 9
Rows = TypeVar("Rows", bound=models.QuerySet)


class CaseFormPage(ScopedActionPage):
    """A form about a case. It carries the version of the case that the person read.

    When somebody else was faster the page says so and takes up the new version: sent again, the form goes through.
    What `adds_only` changes nothing that anybody has read, so that nobody is too late with it.
    """

    model = Case
    object: Case
    permission = Permission.CASE_WORK
    template_name = "cases/case_form.html"
    heading = ""
    submit = "Save"
    lead = ""
    part = "cases:detail"
    adds_only = False
    version_shown: int | None = None

    @property
    def version(self) -> int | None:
        """The version the person read. One that cannot be read is nobody's, and so counts as overtaken."""
        if self.adds_only:
            return None
        text = self.request.POST.get("version", "")
        return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else 0

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case": self.object, "viewer": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {
            "case": self.object,
            "heading": self.title(),
            "submit": self.submit,
            "lead": self.lead,
            "back_url": self.back_url(),
            "version": self.version_shown or self.object.version,
        }
        return super().get_context_data(**{**shown, **kwargs})

    def form_refused(self, form: Form, *, status: int) -> HttpResponse:
        self.version_shown = None if status == 409 else self.version
        return super().form_refused(form, status=status)

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
