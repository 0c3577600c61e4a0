from django.urls import path

from cases.closure import views

app_name = "closure"
urlpatterns = [
    path("<int:pk>/closure/", views.Checklist.as_view(), name="checklist"),
    path("<int:pk>/closure/prepare/", views.Prepare.as_view(), name="prepare"),
    path("<int:pk>/closure/agree/", views.Agree.as_view(), name="agree"),
]
