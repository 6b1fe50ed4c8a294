"""Load and failure, with real processes: `make bench`, `make chaos`, `make soak`."""
