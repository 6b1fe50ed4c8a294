"""What is on at an event, and what one attendee is registered for."""
