"""The address of each officer page. Those that show matters or move flags only this layer knows."""

from django.urls import path

from cases.periods.views import service
from cases.views.officer_list import OfficerListWithMatters
from cases.views.officer_page import OfficerPage
from cases.views.postings import PostingStart
from cases.views.prior_service import PriorServiceAdd, PriorServiceChange, PriorServiceWithdraw
from officers.urls import roster_urls

app_name = "officers"
urlpatterns = [
    path("", OfficerListWithMatters.as_view(), name="list"),
    path("<int:pk>/", OfficerPage.as_view(), name="detail"),
    path("<int:pk>/postings/new/", PostingStart.as_view(), name="start_posting"),
    path("<int:pk>/periods/add/", service.ServicePeriodAdd.as_view(), name="period_add"),
    path("periods/<int:pk>/last-day/", service.ServicePeriodEnd.as_view(), name="period_end"),
    path("<int:pk>/prior-services/add/", PriorServiceAdd.as_view(), name="prior_service_add"),
    path("prior-services/<int:pk>/change/", PriorServiceChange.as_view(), name="prior_service_change"),
    path("prior-services/<int:pk>/withdraw/", PriorServiceWithdraw.as_view(), name="prior_service_withdraw"),
    *roster_urls,
]
