"""Joining a workshop: register, wait in the queue, give the seat back."""
