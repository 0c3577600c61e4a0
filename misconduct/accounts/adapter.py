"""How people get in: nobody signs themselves up, and every way in, out or not in is on record."""

from dataclasses import dataclass
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from misconduct.accounts.models import User
from misconduct.audit.models import Result
from misconduct.audit.record import record

LOCKED_OUT = "too_many_login_attempts"
_WRONG = "The user name or password is wrong. Check both and try again."


@dataclass(frozen=True)
class Visitor:
    """Somebody who has not signed in."""

    pk: None = None
    role_label: str = "Not signed in"

    def get_full_name(self) -> str:
        return "Somebody not signed in"


class ClosedAccountAdapter(DefaultAccountAdapter):
    """An administrator adds each person; the sign-in page says nothing about who has an account."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _WRONG,
        LOCKED_OUT: "Too many attempts to sign in. Wait 10 minutes and try again, or ask your administrator.",
        "enter_current_password": "This is not your current password. Enter the password you signed in with.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts the attempt against the user name, known or not, and refuses one too many.

        A known name is counted as it is held: the database takes “ſmith” for “SMITH”, and so must the count.
        """
        found = _called(credentials)
        named = {**credentials, "username": found.username} if found else credentials
        try:
            super().pre_authenticate(request, **named)
        except ValidationError:
            self._record_failure("account.locked_out", credentials)
            raise

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The person, or nobody; somebody whose account is closed is told no more than a stranger."""
        user = super().authenticate(request, **credentials)
        if user is None or user.is_active:
            return user
        self._record_failure("account.sign_in_failed", credentials)
        return None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        self._record_failure("account.sign_in_failed", credentials)

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        record("account.signed_in", by=user, target=user)

    def logout(self, request: HttpRequest) -> None:
        user = cast(User, request.user)
        record("account.signed_out", by=user, target=user)
        super().logout(request)

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        """A person's own change of password; the form has checked the current one."""
        user.password_is_temporary = False
        super().set_password(user, password)
        record("account.password_changed", by=user, target=user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return str(settings.LOGIN_REDIRECT_URL)

    def _record_failure(self, action: str, credentials: dict[str, Any]) -> None:
        """A name nobody has is left out: it may be a password typed into the wrong box."""
        record(action, by=Visitor(), target=_called(credentials), result=Result.DENIED)


def _called(credentials: dict[str, Any]) -> User | None:
    return User.objects.filter(username__iexact=credentials.get("username", "")).first()
