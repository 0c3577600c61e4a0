from django.urls import path

from misconduct.accounts.views import people

app_name = "accounts"
urlpatterns = [
    path("", people.PeopleList.as_view(), name="people"),
    path("roles/", people.RolesPage.as_view(), name="roles"),
    path("people/new/", people.PersonAdd.as_view(), name="add"),
    path("people/<int:pk>/", people.PersonPage.as_view(), name="person"),
    path("people/<int:pk>/rights/", people.RightsChange.as_view(), name="rights"),
    path("people/<int:pk>/password/", people.PasswordReset.as_view(), name="reset_password"),
    path("grants/", people.GrantList.as_view(), name="grants"),
    path("grants/<int:pk>/withdraw/", people.GrantWithdraw.as_view(), name="withdraw_grant"),
]
