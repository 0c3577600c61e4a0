"""Sending a file in. One that is too large is turned away by what the browser announces, before it is read."""

from django.conf import settings
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from misconduct.accounts.roles import Permission
from misconduct.accounts.uploads import UploadPage
from misconduct.imports.actions import uploads
from misconduct.imports.forms import UploadForm


class Upload(UploadPage):
    """The form to send a file."""

    permission = Permission.IMPORT_RUN
    template_name = "imports/upload.html"
    form_class = UploadForm

    def largest(self) -> int:
        return settings.IMPORT_MAX_BYTES

    def turned_away(self) -> HttpResponse:
        return self.form_refused(UploadForm.too_large(), status=413)

    def act(self, form: Form) -> HttpResponse:
        run = uploads.take(kind=form.cleaned_data["kind"], upload=form.cleaned_data["file"], by=self.request.user)
        return redirect(run)
