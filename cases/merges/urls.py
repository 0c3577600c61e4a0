from django.urls import path

from cases.merges import views

app_name = "merges"
urlpatterns = [
    path("", views.MergeList.as_view(), name="list"),
    path("propose/<int:pk>/", views.MergePropose.as_view(), name="propose"),
    path("<int:pk>/", views.MergeDetail.as_view(), name="detail"),
    path("<int:pk>/approve/", views.MergeApprove.as_view(), name="approve"),
    path("<int:pk>/refuse/", views.MergeRefuse.as_view(), name="refuse"),
    path("<int:pk>/undo/", views.MergeUndo.as_view(), name="undo"),
]
