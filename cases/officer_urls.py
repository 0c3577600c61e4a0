"""The address of each officer page. Two of them show matters, which only this layer knows."""

from django.urls import path

from cases.views.officer_list import OfficerListWithMatters
from cases.views.officer_page import OfficerPage
from officers.urls import roster_urls

app_name = "officers"
urlpatterns = [
    path("", OfficerListWithMatters.as_view(), name="list"),
    path("<int:pk>/", OfficerPage.as_view(), name="detail"),
    *roster_urls,
]
