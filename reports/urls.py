from django.urls import URLPattern, path

from reports.views.repeat import RepeatDashboard
from reports.views.repeat_people import RepeatPeople

app_name = "reports"
urlpatterns: list[URLPattern] = [
    path("repeat/", RepeatDashboard.as_view(), name="repeat"),
    path("repeat/people/", RepeatPeople.as_view(), name="repeat_people"),
]
