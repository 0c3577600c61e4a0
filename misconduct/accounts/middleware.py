from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control

_PAGE = "account_change_password"
_OPEN = {_PAGE, "account_logout"}


class TemporaryPasswordMiddleware:
    """Whoever signs in with a password that an administrator gave them chooses their own before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or not request.user.password_is_temporary:
            return None
        match = request.resolver_match
        return None if match and match.url_name in _OPEN else redirect(_PAGE)


class NothingKeptMiddleware:
    """What a signed-in person is shown stays in no browser and no proxy: the way back after signing out shows none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response
