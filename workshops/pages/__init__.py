"""The event index, one workshop, calendar files and the event's colors."""
