"""A stand-in of the Accelevents API: real HTTP on loopback, with data and faults of its own."""
