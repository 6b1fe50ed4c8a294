"""The portal inside an event site: its second face, and how a sign-in gets there."""
