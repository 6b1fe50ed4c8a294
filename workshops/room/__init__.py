"""The meeting page of a workshop. Nothing outside uses more of it than its views."""
