"""The address of each officer page. Two of them show matters, which only this layer knows."""

from django.urls import path

from cases.periods.views import service
from cases.views.officer_list import OfficerListWithMatters
from cases.views.officer_page import OfficerPage
from officers.urls import roster_urls

app_name = "officers"
urlpatterns = [
    path("", OfficerListWithMatters.as_view(), name="list"),
    path("<int:pk>/", OfficerPage.as_view(), name="detail"),
    path("<int:pk>/periods/add/", service.ServicePeriodAdd.as_view(), name="period_add"),
    path("periods/<int:pk>/last-day/", service.ServicePeriodEnd.as_view(), name="period_end"),
    *roster_urls,
]
