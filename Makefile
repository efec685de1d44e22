# The front door. `make` lists what it can do.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
.DEFAULT_GOAL := help
.PHONY: help setup demo test test-fast test-generative test-sqlite test-postgresql test-browser check fix knowledge docs proofs lock bench adr clean

help: ## List the commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

##@ Run
setup: $(VENV)/.runtime ## Make .venv and install the locked requirements

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed. Name one with: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv is missing. Install it, then run make again:  sudo apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	@echo "Installing the requirements (once) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt | $(VENV)/bin/python
	@echo "Installing the requirements of the tests (once) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.runtime

demo: $(VENV)/.runtime ## Start with demo data on http://127.0.0.1:8000 (PORT= changes it)
	@$(MANAGE) demo --port $(PORT)

##@ Check
test: $(VENV)/.dev ## Everything that can run here; ends by saying what was skipped and why
	@$(BIN)/python tests/run.py

test-fast: $(VENV)/.dev ## The core only: language, facts, rules, cases
	@$(BIN)/python tests/run.py core

test-sqlite: $(VENV)/.dev ## Stores and pages on SQLite
	@$(BIN)/python tests/run.py sqlite

test-postgresql: $(VENV)/.dev ## Stores and pages on PostgreSQL
	@$(BIN)/python tests/run.py postgresql

test-browser: $(VENV)/.dev ## Journeys in a real browser, accessibility, print
	@$(BIN)/python tests/run.py browser

test-generative: $(VENV)/.dev ## Search for engines that disagree: N=300000 pairs, SEED=7, ENGINE=sql
	@$(BIN)/python -m tests.generative.search --pairs $(or $(N),100000) --seed $(or $(SEED),1) $(if $(ENGINE),--engine "$(ENGINE)")

check: $(VENV)/.dev ## Style, types, hallways, migrations, knowledge, generated docs
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/mypy --config-file= --strict mgdcds/core
	@$(BIN)/mypy mgdcds
	@$(BIN)/djlint templates --lint --quiet
	@$(MANAGE) check
	@$(MANAGE) makemigrations --check --dry-run
	@$(MANAGE) check_knowledge
	@$(MANAGE) write_docs --check

fix: $(VENV)/.dev ## Repair what a machine can repair
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

knowledge: $(VENV)/.runtime ## Check facts, rules, evidence and cases; show problems with carets
	@$(MANAGE) check_knowledge

docs: $(VENV)/.runtime ## Write the generated pages of docs/ from what they describe
	@$(MANAGE) write_docs

proofs: $(VENV)/.runtime ## Ask the release about every possible patient; write docs/proofs.md
	@$(MANAGE) prove_release --write > /dev/null

bench: $(VENV)/.dev ## Measure speed in one run and write docs/performance.md (some minutes)
	@$(BIN)/python bench/run.py

##@ Keep
lock: $(VENV)/.dev ## Lock the requirements again, with hashes
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements.in -o requirements.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements.txt requirements-dev.in -o requirements-dev.txt

adr: ## Start a decision record: make adr TITLE="Use …"
	@n=$$(printf '%04d' $$(( $$(ls docs/adr | grep -c '^[0-9]') + 1 ))); \
	  f=docs/adr/$$n-$$(echo "$(TITLE)" | tr 'A-Z ' 'a-z-' | tr -cd 'a-z0-9-').md; \
	  printf '# %s. %s\n\n## Context\n\n## Decision\n\n## Consequences\n' "$$n" "$(TITLE)" > $$f; echo $$f

clean: ## Remove the virtual environment and caches; the data in var/ stays
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
