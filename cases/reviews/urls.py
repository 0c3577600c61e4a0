from django.urls import URLPattern, path

from cases.reviews.views import case

app_name = "reviews"
urlpatterns: list[URLPattern] = [
    path("<int:pk>/reviews/add/", case.ReviewApply.as_view(), name="apply"),
    path("<int:pk>/reviews/<int:review>/determine/", case.ReviewDetermine.as_view(), name="determine"),
    path("<int:pk>/recommendations/<int:recommendation>/answer/", case.RecommendationAnswer.as_view(), name="answer"),
]
