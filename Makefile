# `make` alone lists the targets.
.DEFAULT_GOAL := help
PARALLEL := --numprocesses auto --dist worksteal --ignore tests/browser --ignore tests/load \
  --ignore tests/sandbox_media
MANAGE := .venv/bin/python manage.py
export PYTHONWARNINGS ?=

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

.venv:
	@scripts/environment
.PHONY: help .venv bench chaos soak demo test test-quick test-servers test-browser test-room serve lint format lock room

demo: .venv  ## the portal over a stand-in of Accelevents, on http://localhost:8000 (PORT to change)
	@$(MANAGE) demo

test: .venv  ## every test, those in a real browser too
	@scripts/need chromium firefox-esr redis-server nginx
	.venv/bin/python -m pytest -m "not browser and not processes" $(PARALLEL)
	.venv/bin/python -m pytest -m processes
	.venv/bin/python -m pytest tests/browser --numprocesses 2 --dist worksteal

test-quick: .venv  ## the tests that need neither a browser nor several servers
	.venv/bin/python -m pytest -m "not browser and not processes" $(PARALLEL)

test-servers: .venv  ## the tests over Redis, nginx, the media service and several portals
	@scripts/need redis-server nginx
	.venv/bin/python -m pytest -m processes

test-browser: .venv  ## the tests in a real browser
	@scripts/need chromium firefox-esr redis-server
	.venv/bin/python -m pytest tests/browser --numprocesses 2 --dist worksteal

test-room:  ## the room's own unit tests, and that static/room is what its sources give
	@scripts/need node:nodejs npm
	cd frontend/room && npm ci --ignore-scripts --no-audit --no-fund --silent && node --test test/ && node build.mjs --check

room:  ## build static/room from frontend/room
	@scripts/need node:nodejs npm
	cd frontend/room && npm ci --ignore-scripts --no-audit --no-fund --silent && node build.mjs

bench: .venv  ## the goals of the load, measured side by side; writes docs/bench.png (QUICK=1: shorter)
	@scripts/need redis-server wrk nginx chromium
	@.venv/bin/python -m tests.load.bench

chaos: .venv  ## everything around the portal fails in turn, and nobody is lied to (ROUNDS=1)
	@scripts/need redis-server nginx
	DJANGO_SETTINGS_MODULE=tests.settings .venv/bin/python -m tests.load.chaos --rounds $(or $(ROUNDS),1)

soak: .venv  ## an hour of load; memory, threads and open files must stay flat (MINUTES=60)
	@scripts/need redis-server
	.venv/bin/python -m tests.load.soak

serve: .venv  ## the production server on BIND:PORT, with the settings of the environment
	@$(MANAGE) serve

lint: .venv  ## formatter, linter, types, templates
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/djlint --quiet --lint templates
	SECRET_KEY=$$(.venv/bin/python -c 'import secrets; print(secrets.token_hex(32))') PORTAL_EVENTS=demo $(MANAGE) check --deploy --fail-level WARNING

format: .venv  ## rewrite the Python code as the formatter wants it
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

lock: .venv  ## pin what requirements*.in name, with hashes
	.venv/bin/uv pip compile --quiet --generate-hashes --python-version 3.11 --no-header --no-emit-index-url requirements.in -o requirements.txt
	.venv/bin/uv pip compile --quiet --generate-hashes --python-version 3.11 --no-header --no-emit-index-url requirements-dev.in -o requirements-dev.txt
