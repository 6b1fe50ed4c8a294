"""How times and days are written, by language; Django finds them by name."""
