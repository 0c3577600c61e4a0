from django.urls import path

from misconduct.imports.views import runs, upload

app_name = "imports"
urlpatterns = [
    path("", runs.ImportList.as_view(), name="list"),
    path("new/", upload.Upload.as_view(), name="new"),
    path("<int:pk>/", runs.ImportDetail.as_view(), name="detail"),
    path("<int:pk>/commit/", runs.Commit.as_view(), name="commit"),
    path("<int:pk>/roll-back/", runs.RollBack.as_view(), name="roll_back"),
    path("<int:pk>/rejects.csv", runs.Rejects.as_view(), name="rejects"),
]
