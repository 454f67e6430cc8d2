# Everything a developer types. `make` alone lists it.
PYTHON ?= python3
# On two cores: now and then a test waits for a browser or a server. Both passes run at once and end together.
PROCESSES ?= 4
POSTGRESQL_PROCESSES ?= 2
CRASH_ROUNDS ?= 200
MONTHS ?= 20
BIN := .venv/bin
MANAGE := $(BIN)/python -m aiuto.config.manage
PYTEST := $(BIN)/python -m pytest

.DEFAULT_GOAL := help
.PHONY: help demo serve setup setup-dev system messages check format lint types layers migrations-check translations docs docs-write \
	architecture coach-model coach-check test test-sqlite test-postgresql screens crash bench fix migrations lock clean

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

demo: setup ## set up and start the demo: web, worker and mail intake with sample data
	@$(BIN)/aiuto demo

serve: setup ## start Aiuto with the settings of the environment or .env
	@$(BIN)/aiuto serve

setup: ## make .venv with what Aiuto runs on
	@$(PYTHON) tools/setup.py base
	@$(PYTHON) tools/messages.py

setup-dev: ## make .venv with what checks and tests need besides
	@$(PYTHON) tools/setup.py dev
	@$(PYTHON) tools/messages.py

system: setup-dev ## find or install chromium, dovecot and PostgreSQL for the tests
	@$(PYTHON) tools/system_packages.py

messages: setup-dev ## add new texts to the Italian catalogue of each room, and compile
	@$(BIN)/python tools/translations.py add
	@$(PYTHON) tools/messages.py

check: export AIUTO_HOME = $(CURDIR)/.cache/check
check: setup-dev format lint types layers migrations-check translations docs architecture coach-check ## everything but the tests
	@echo "All checks passed."

format: ## is the code formatted?
	$(BIN)/ruff format --check --quiet .

lint: ## is the code free of known mistakes?
	$(BIN)/ruff check --quiet .

types: ## do the types agree?
	$(BIN)/mypy

layers: ## does every room import only from floors below?
	@$(BIN)/lint-imports --no-cache

migrations-check: ## do migrations say what the models say?
	$(MANAGE) makemigrations --check --dry-run

translations: ## is every text there in Italian and English?
	$(BIN)/python tools/translations.py check

docs: ## do generated pages say what the code says?
	@$(BIN)/python -m tools.generate_docs --check

docs-write: setup-dev ## write anew what the docs say of the code
	@$(BIN)/python -m tools.generate_docs

architecture: ## do shape, floors and rooms hold?
	$(PYTEST) -q tests/architecture

coach-model: ## compile the coach's rules and train its recogniser: the data it runs on
	@$(PYTHON) tools/setup.py model
	$(BIN)/python tools/coach_model.py
	$(BIN)/python -m tools.coach_recogniser
	$(BIN)/python -m tools.coach_recogniser --measure
	$(BIN)/python -m tools.coach_examples

coach-check: ## is the coach's data as old as its rules, corpus and cues?
	@$(BIN)/python tools/coach_model.py --check
	@$(BIN)/python -m tools.coach_recogniser --check

# A run starts hundreds of processes: they read compiled code.
test test-sqlite test-postgresql crash screens: export PYTHONDONTWRITEBYTECODE =

test: system ## all tests, on SQLite and beside it on PostgreSQL
	@$(BIN)/python tools/side_by_side.py "$(MAKE) test-sqlite" "$(MAKE) test-postgresql"
	@echo "All tests passed."

test-sqlite: ## all tests, on SQLite
	env -u DATABASE_URL $(PYTEST) -q -n $(PROCESSES) --dist worksteal

test-postgresql: ## what touches the database again, on a throw-away PostgreSQL
	$(BIN)/python tools/postgres.py run --if-present -- \
		$(PYTEST) -q -n $(POSTGRESQL_PROCESSES) --dist worksteal -m "django_db or both_databases"

screens: system ## take the pictures of the documentation anew
	AIUTO_SCREENSHOTS=1 env -u DATABASE_URL $(PYTEST) -q -n 0 tests/journeys/test_screenshots.py

crash: system ## kill -9 at random instants, CRASH_ROUNDS rounds on each database; live through MONTHS of promises
	CRASH_ROUNDS=$(CRASH_ROUNDS) env -u DATABASE_URL $(PYTEST) -q -n 0 tests/crash
	MONTHS=$(MONTHS) env -u DATABASE_URL $(PYTEST) -q -n 0 tests/promises/test_month.py

bench: system ## measure, and write the table of docs/reference/performance.md
	$(BIN)/python benchmarks/run.py

fix: setup-dev ## format and mend what can be mended by itself
	$(BIN)/ruff format --quiet .
	$(BIN)/ruff check --fix --quiet .

migrations: setup-dev ## write migrations for changed models
	$(MANAGE) makemigrations

lock: setup-dev ## pin the newest packages that requirements/*.in allow
	$(BIN)/python tools/lock.py

clean: ## remove what is made: .venv, caches, compiled translations (data in var/ stays)
	rm -rf .venv .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache build src/*.egg-info
	find src tests tools -name __pycache__ -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
