"""The sandbox by itself: asked over a real socket, with nothing of the portal in between."""
