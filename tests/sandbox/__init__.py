"""The stand-in of Accelevents by itself: over a real socket, without the portal."""
