"""
What the portal reports to its operators: counters, logs, request ids, support codes.

Its modules are what it offers. They are not imported here, so that counting does not load Django.
"""

__all__ = [
    "cleaning", "counters", "findings", "heartbeats", "json_logging", "process_counts",
    "prometheus", "registry", "request_id", "shared_findings", "support_code",
]  # fmt: skip
