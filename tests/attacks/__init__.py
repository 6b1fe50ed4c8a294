"""
Attacks on the running portal: real processes over SQLite, Redis and PostgreSQL.

`test_*.py` are short and belong to `make test`. `long_*.py` take minutes: `make attack` runs both
and prints what was tried and what held.
"""
