"""/healthz, /readyz and /metrics: how this portal is doing."""
