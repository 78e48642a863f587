from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "transom.payments"
    label = "payments"
    verbose_name = "Payments"
