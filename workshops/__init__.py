"""The pages: the live list, one workshop, the door and the room."""
