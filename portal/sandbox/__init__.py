"""Stand-ins for the outside world, which speak real HTTP on loopback and import no portal code."""

__all__ = ["standalone"]
