"""/healthz, /readyz and /metrics: how this portal is doing. Entered by its addresses alone."""

__all__: list[str] = []
