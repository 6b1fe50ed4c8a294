"""The parts of the media service: meetings, and how sound, pictures and words travel."""
