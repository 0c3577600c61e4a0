from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "cases.reviews"
    label = "reviews"
    verbose_name = "Reviews"
