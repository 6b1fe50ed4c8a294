"""The addresses that a load balancer and Prometheus call."""

from django.urls import path

from portal.monitoring import health, metrics

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics_page, name="metrics"),
]
