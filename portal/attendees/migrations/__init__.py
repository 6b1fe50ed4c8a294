"""The tables of sign-in."""
