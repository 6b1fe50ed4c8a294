"""The list page, its polling and its caching."""
