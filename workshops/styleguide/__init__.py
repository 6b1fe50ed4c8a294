"""The style guide: every component in every state, served only over the sandbox."""
