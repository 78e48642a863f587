from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "transom.reviews"
    label = "reviews"
    verbose_name = "Reviews"
