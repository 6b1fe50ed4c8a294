"""The entry for granian: which request is answered where."""
