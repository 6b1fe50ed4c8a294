"""A stand-in for the outside world: real HTTP on loopback. It knows nothing of the portal."""
