"""Caches: stale-while-revalidate, Redis with a fallback, and bounded memory."""
