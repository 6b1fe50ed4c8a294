"""The event index, the page of one workshop, calendar files and the event's brand stylesheet."""
