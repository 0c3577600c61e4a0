"""Sending a file in. One that is too large is turned away by what the browser announces, before it is read."""

from typing import Any

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from misconduct.accounts.pages import ActionPage
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.imports.actions import uploads
from misconduct.imports.forms import UploadForm

_REST_OF_THE_FORM = 64 * 1024


@method_decorator(csrf_exempt, name="dispatch")
class Upload(ActionPage):
    """The form to send a file. Its token is checked once its size is known: checking it reads the whole request."""

    permission = Permission.IMPORT_RUN
    template_name = "imports/upload.html"
    form_class = UploadForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self._announced(request) > settings.IMPORT_MAX_BYTES + _REST_OF_THE_FORM:
            require(self.request.user, self.permission)
            return self.form_refused(UploadForm.too_large(), status=413)
        checked = csrf_protect(super().dispatch)
        return checked(request, *args, **kwargs)

    def act(self, form: Form) -> HttpResponse:
        run = uploads.take(kind=form.cleaned_data["kind"], upload=form.cleaned_data["file"], by=self.request.user)
        return redirect(run)

    def _announced(self, request: HttpRequest) -> int:
        length = request.META.get("CONTENT_LENGTH") or "0"
        return int(length) if request.method == "POST" and length.isdecimal() else 0
