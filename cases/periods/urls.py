from django.urls import path

from cases.periods.views import suspensions

app_name = "periods"
urlpatterns = [
    path("<int:pk>/subjects/<int:subject>/suspend/", suspensions.Suspend.as_view(), name="suspend"),
    path("<int:pk>/subjects/<int:subject>/restrict/", suspensions.Restrict.as_view(), name="restrict"),
    path("<int:pk>/subjects/<int:subject>/criminal/", suspensions.CriminalRecord.as_view(), name="criminal"),
    path("<int:pk>/periods/<int:period>/", suspensions.PeriodDetail.as_view(), name="detail"),
    path("<int:pk>/periods/<int:period>/told/", suspensions.PeriodTold.as_view(), name="told"),
    path("<int:pk>/periods/<int:period>/review/", suspensions.PeriodReviewAdd.as_view(), name="review"),
    path("<int:pk>/periods/<int:period>/end/", suspensions.PeriodEnd.as_view(), name="end"),
    path("<int:pk>/periods/<int:criminal>/criminal-end/", suspensions.CriminalEnd.as_view(), name="criminal_end"),
]
