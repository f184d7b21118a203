# Two commands do all the set-up: `make run` and `make test`. Python 3.11 or later and make are enough.
PYTHON ?= python3
BROWSER ?= yes
HOST ?= 127.0.0.1
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
MANAGE := DEMO=1 $(PY) manage.py
NODE_LOCK := node_modules/.package-lock.json
TEST_DATABASE_URL ?= postgres://postgres@127.0.0.1:5432/postgres
TEST_REDIS_URL ?= redis://127.0.0.1:6379
WITHOUT_SERVICES = env -u TEST_DATABASE_URL -u TEST_REDIS_URL -u REQUIRE_ALL
SERVICES = TEST_DATABASE_URL=$(TEST_DATABASE_URL) TEST_REDIS_URL=$(TEST_REDIS_URL) REQUIRE_ALL=1

.DEFAULT_GOAL := help
.PHONY: help run test test-services lint contracts bench chaos fuzz messages lock clean

help:  ## say what each command does
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## / — /'

run: $(VENV)/.run assets  ## set everything up and serve the demonstration at http://127.0.0.1:8000
	@printf '… ฐานข้อมูล | database\n'
	@$(MANAGE) migrate --verbosity 0
	@printf '… ข้อมูลนำร่อง | pilot data\n'
	@$(MANAGE) load_pilot
	@printf '… ข้อมูลสาธิตและค่าตัวอย่าง | demonstration data\n'
	@$(MANAGE) load_demo
	@exec env DEMO=1 $(PY) manage.py serve --host $(HOST) --port $(PORT)

test: $(VENV)/.test assets  ## run the whole suite on SQLite; no service is needed
	@$(WITHOUT_SERVICES) $(PY) -m pytest -n auto --dist loadgroup --ignore tests/contracts -m "not browser"
	@if [ "$(BROWSER)" = yes ]; then $(WITHOUT_SERVICES) $(PY) -m pytest --ignore tests/contracts -m browser -rs; fi

test-services: $(VENV)/.test assets  ## run the same suite on PostgreSQL and Redis; a skip is a failure
	@$(SERVICES) $(PY) -m pytest -n auto --dist loadgroup --ignore tests/contracts -m "not browser"
	@$(SERVICES) $(PY) -m pytest --ignore tests/contracts -m browser

lint: $(VENV)/.test assets  ## style, import contracts, templates, migrations, deploy check, schemas
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(VENV)/bin/lint-imports
	@$(VENV)/bin/djlint --lint --quiet templates
	@$(MANAGE) makemigrations --check --dry-run --verbosity 0
	@./.ci/check-deploy $(PY)
	@$(VENV)/bin/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	@$(VENV)/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/ci.yml
	@$(PY) -m pytest -q tests/test_conventions.py

contracts: $(VENV)/.test assets  ## hold documents against LibreOffice, veraPDF and poppler; what is not installed is named
	@$(PY) -m pytest -q -rs tests/contracts

bench: $(VENV)/.test assets  ## measure against limits on this machine: all, or BENCH="imports pages"; BENCH=--small only checks
	@$(PY) -W ignore -m tests.bench $(BENCH)

chaos: $(VENV)/.test  ## kill workers during 400 hours of imports, on both databases, and count: nothing lost, doubled or half done
	@TEST_DATABASE_URL=$(TEST_DATABASE_URL) TEST_REDIS_URL=$(TEST_REDIS_URL) $(PY) -W ignore -m tests.chaos $(CHAOS)

fuzz: $(VENV)/.test  ## send 2,000 hostile files to every adapter and print what became of them
	@HOSTILE_FILES=$(or $(FILES),2000) HOSTILE_TABLE=1 $(PY) -m pytest -q -s -p no:logging tests/pm25/test_hostile_files.py

messages: $(VENV)/.test  ## collect the words on screen into locale/en, keeping what is translated
	@$(PY) -m babel.messages.frontend -q extract -F babel.cfg -k gettext_lazy -k pgettext_lazy:1c,2 -o var/django.pot --no-location --sort-output --no-wrap .
	@$(PY) -m babel.messages.frontend -q update -i var/django.pot -d locale -D django -l en --no-fuzzy-matching --no-wrap --omit-header

lock:  ## renew the locks (needs uv on the PATH)
	@./.ci/lock

clean:  ## remove what the commands above made, the database too
	rm -rf $(VENV) node_modules var

$(VENV)/bin/python:
	@./.ci/python-ready $(PYTHON)
	@printf '… สภาพแวดล้อม Python | virtual environment\n'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock | $(VENV)/bin/python
	@printf '… ติดตั้งไลบรารี (ครั้งแรกประมาณ 1 นาที) | installing libraries, about a minute the first time\n'
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.test: requirements-dev.lock | $(VENV)/bin/python
	@printf '… ติดตั้งไลบรารีและเครื่องมือทดสอบ | installing libraries and test tools\n'
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/.run

.PHONY: assets
assets: $(NODE_LOCK) var/.assets

$(NODE_LOCK): package-lock.json | $(VENV)/bin/python
	@printf '… แบบอักษร แผนที่ และสไตล์ | fonts, map and styles\n'
	@./.ci/node-packages $(PY)

# Fonts, the English catalogue and the collected static files, made anew when what they come from changes
var/.assets: $(NODE_LOCK) $(shell find static locale templates -type f ! -name '*.mo' 2>/dev/null) | $(VENV)/bin/python
	@printf '… แปลและรวมไฟล์หน้าเว็บ | building pages'"'"' files\n'
	@mkdir -p var
	@if [ ! -f $(VENV)/.run ]; then $(MAKE) --no-print-directory $(VENV)/.run; fi
	@$(PY) -m babel.messages.frontend -q compile --use-fuzzy -d locale -D "django djangojs"
	@$(MANAGE) build_assets
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@touch $@
