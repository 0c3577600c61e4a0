"""The library reverses these names itself, so they stand outside our namespace."""

from django.urls import path

from misconduct.accounts.views.sign_in import PasswordChange, SignIn, SignOut

urlpatterns = [
    path("login/", SignIn.as_view(), name="account_login"),
    path("logout/", SignOut.as_view(), name="account_logout"),
    path("password/change/", PasswordChange.as_view(), name="account_change_password"),
]
