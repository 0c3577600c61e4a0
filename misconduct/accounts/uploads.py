"""Pages that take a file: one that is too large is turned away by what the browser announces, before it is read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from misconduct.accounts.pages import ActionPage

_REST_OF_THE_FORM = 64 * 1024


@method_decorator(csrf_exempt, name="dispatch")
class UploadPage(ActionPage):
    """A form with a file. Its token is checked once its size is known: checking it reads the whole request."""

    def largest(self) -> int:
        """The largest file in bytes."""
        raise NotImplementedError

    def turned_away(self) -> HttpResponse:
        """The answer, 413, to somebody whose upload is too large to be read."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.is_too_large = _announced(request) > self.largest() + _REST_OF_THE_FORM
        if self.is_too_large:
            return super().dispatch(request, *args, **kwargs)
        checked = csrf_protect(super().dispatch)
        return checked(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.turned_away() if self.is_too_large else super().post(request, *args, **kwargs)


def _announced(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if request.method == "POST" and length.isdecimal() else 0
