"""The meeting page of a workshop."""
