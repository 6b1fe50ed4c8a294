"""The media stand-in by itself: signaling, audio and video, without the portal."""
