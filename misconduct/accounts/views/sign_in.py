"""Signing in and out, and changing one's own password. Everything else that the library offers stays closed."""

from typing import Any

from allauth.account.views import LoginView, LogoutView, PasswordChangeView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import Form
from django.http import HttpResponse
from django.utils.decorators import method_decorator

from misconduct.accounts.adapter import LOCKED_OUT
from misconduct.accounts.demo_sign_ins import DEMO_SIGN_INS
from misconduct.accounts.forms.sign_in import PasswordForm, SignInForm
from misconduct.accounts.roles import Permission
from misconduct.audit.models import Result
from misconduct.audit.record import record


class SignIn(LoginView):
    form_class = SignInForm
    template_name = "account/login.html"
    http_method_names = ("get", "post", "head", "options")

    def form_invalid(self, form: Form) -> HttpResponse:
        status = 429 if form.has_error(NON_FIELD_ERRORS, LOCKED_OUT) else 422
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            idle_minutes=settings.SESSION_COOKIE_AGE // 60,
            demo_sign_ins=DEMO_SIGN_INS if settings.DEMO_SIGN_INS_SHOWN else (),
            **kwargs,
        )


@method_decorator(login_not_required, name="dispatch")
class SignOut(LogoutView):
    """By POST only, so that no link or picture signs anybody out. A second sign-out does no harm."""

    http_method_names = ("post", "options")


class PasswordChange(PasswordChangeView):
    """One's own password. A wrong current one is on record: it may be somebody at a screen left open."""

    permission = Permission.SIGNED_IN
    form_class = PasswordForm
    template_name = "account/password_change.html"

    def form_invalid(self, form: Form) -> HttpResponse:
        if form.has_error("oldpassword", "enter_current_password"):
            user = self.request.user
            record("account.password_refused", by=user, target=user, result=Result.DENIED)
        return self.render_to_response(self.get_context_data(form=form), status=422)
