"""Every component in every state, served only over the sandbox."""
