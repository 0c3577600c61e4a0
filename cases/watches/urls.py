from django.urls import path

from cases.watches import views

app_name = "watches"
urlpatterns = [
    path("", views.WatchList.as_view(), name="list"),
    path("start/<int:pk>/", views.WatchStart.as_view(), name="start"),
    path("<int:pk>/", views.WatchDetail.as_view(), name="detail"),
    path("<int:pk>/renew/", views.WatchRenew.as_view(), name="renew"),
    path("<int:pk>/end/", views.WatchEnd.as_view(), name="end"),
    path("<int:pk>/read/", views.WatchRead.as_view(), name="read"),
]
