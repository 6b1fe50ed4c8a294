"""What the demo adds: its settings, an event site that embeds the portal, and an https proxy."""
