from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody signs themselves up: an administrator adds each person."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
