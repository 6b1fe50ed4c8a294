# `make` alone lists the targets.
.DEFAULT_GOAL := help
PARALLEL := --numprocesses auto --dist worksteal --ignore tests/browser --ignore tests/load \
  --ignore tests/sandbox_chime
MANAGE := .venv/bin/python manage.py
export PYTHONWARNINGS ?=
# The stamp of an installed node_modules is named after its lockfile: a changed one installs anew.
stamp = $(1)node_modules/.installed-$(shell sha256sum $(1)package-lock.json | cut -c 1-16)
TOOLS := $(call stamp,)
ROOM := $(call stamp,frontend/room/)

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

# What a target needs in .venv: to serve, for the demo too, or for tests and linters too.
.venv-serve .venv-demo .venv-dev:
	@scripts/environment $(@:.venv-%=%)
.PHONY: help .venv-serve .venv-demo .venv-dev attack bench chaos soak demo test test-quick test-servers
.PHONY: test-browser test-room serve lint format lock messages room

demo: .venv-demo  ## the portal over a stand-in of Accelevents, on http://localhost:8000 (PORT, DIALECT)
	@$(MANAGE) demo

test: .venv-dev  ## every test, those in a real browser and the room's own too
	@scripts/need chromium firefox-esr redis-server nginx pg_ctlcluster:postgresql node:nodejs npm \
	  xgettext:gettext WebKitWebDriver:webkit2gtk-driver Xvfb:xvfb
	@$(MAKE) --no-print-directory test-room
	@$(MAKE) --no-print-directory test-quick
	@$(MAKE) --no-print-directory test-servers
	@$(MAKE) --no-print-directory test-browser

test-quick: .venv-dev  ## the tests that need neither a browser nor several servers
	@scripts/need xgettext:gettext
	.venv/bin/python -m pytest -m "not browser and not processes" $(PARALLEL)

test-servers: .venv-dev  ## the tests over Redis, PostgreSQL, nginx, the media service, several portals
	@scripts/need redis-server nginx pg_ctlcluster:postgresql
	.venv/bin/python -m pytest -m processes

test-browser: .venv-dev  ## the tests in a real browser
	@scripts/need chromium firefox-esr redis-server msgfmt:gettext \
	  WebKitWebDriver:webkit2gtk-driver Xvfb:xvfb
	.venv/bin/python -m pytest tests/browser --numprocesses 2 --dist worksteal

test-room: $(ROOM)  ## the room's own unit tests, and that static/room is what its sources give
	cd frontend/room && node --test test/*.test.js && node build.mjs --check

room: $(ROOM)  ## build static/room from frontend/room
	cd frontend/room && node build.mjs

$(TOOLS) $(ROOM):
	@scripts/need node:nodejs npm
	cd $(@D)/.. && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

bench: .venv-dev  ## the goals of the load, measured side by side; draws docs/bench.svg (QUICK=1: shorter)
	@scripts/need redis-server wrk nginx chromium
	@.venv/bin/python -m tests.load.bench

chaos: .venv-dev  ## everything around the portal fails in turn, and nobody is lied to (ROUNDS=1)
	@scripts/need redis-server nginx
	DJANGO_SETTINGS_MODULE=tests.settings .venv/bin/python -m tests.load.chaos --rounds $(or $(ROUNDS),1)

attack: .venv-dev  ## every attack, the long ones too, and what held; half an hour (ONLY=sign_out)
	@scripts/need redis-server nginx pg_ctlcluster:postgresql faketime caddy
	@.venv/bin/python -m tests.attacks

soak: .venv-dev  ## an hour of load; memory, threads and open files must stay flat (MINUTES=60)
	@scripts/need redis-server
	.venv/bin/python -m tests.load.soak

serve: .venv-serve  ## the production server on BIND:PORT, with the settings of the environment
	@$(MANAGE) serve

lint: .venv-dev $(TOOLS) $(ROOM)  ## formatters, linters and types of Python, JavaScript and CSS; templates
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/djlint --quiet --lint templates
	npm run --silent lint
	SECRET_KEY=$$(.venv/bin/python -c 'import secrets; print(secrets.token_hex(32))') PORTAL_EVENTS=demo $(MANAGE) check --deploy --fail-level WARNING

format: .venv-dev $(TOOLS)  ## rewrite Python, JavaScript and CSS as the formatters want it
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .
	npm run --silent format

messages: .venv-dev  ## collect the texts of pages for translators, in locale/*/LC_MESSAGES/django.po
	@scripts/need xgettext:gettext
	@DJANGO_SETTINGS_MODULE=tests.settings $(MANAGE) makemessages --all --no-obsolete --no-wrap --add-location file --verbosity 0 \
	  --ignore tests --ignore node_modules --ignore static --ignore docs
	@sed -i '/^"POT-Creation-Date:/d' locale/*/LC_MESSAGES/django.po  # it would differ at each run

lock: .venv-dev  ## pin what requirements*.in name, with hashes (UPGRADE=1: the newest releases)
	@scripts/lock $(if $(UPGRADE),--upgrade)
