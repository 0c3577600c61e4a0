from django.urls import path

from reports.views import exports
from reports.views.clusters import Clusters
from reports.views.comparison import FairComparison
from reports.views.fairness import FairnessMonitor
from reports.views.repeat import RepeatDashboard
from reports.views.repeat_people import RepeatPeople

app_name = "reports"
urlpatterns = [
    path("repeat/", RepeatDashboard.as_view(), name="repeat"),
    path("repeat/people/", RepeatPeople.as_view(), name="repeat_people"),
    path("comparison/", FairComparison.as_view(), name="comparison"),
    path("fairness/", FairnessMonitor.as_view(), name="fairness"),
    path("together/", Clusters.as_view(), name="clusters"),
    path("exports/", exports.ExportCatalogue.as_view(), name="exports"),
    path("exports/runs/<int:pk>/", exports.ExportRunDetail.as_view(), name="export_run"),
    path("exports/runs/<int:pk>/manifest.json", exports.ExportManifest.as_view(), name="export_manifest"),
    path("exports/<slug:slug>/", exports.ExportForm.as_view(), name="export"),
]
