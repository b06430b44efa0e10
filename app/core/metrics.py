"""Prometheus metrics of one process."""

from prometheus_client import Counter, Histogram

REQUESTS = Counter("ketnoi_requests_total", "Requests answered", ["method", "operation", "status"])
REQUEST_SECONDS = Histogram(
    "ketnoi_request_seconds", "Time from request to answer in seconds", ["method", "operation"]
)
