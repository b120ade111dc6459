# One word for each thing a developer does. `make` alone lists them.
#
# Every target that needs Python sets up .venv first, from requirements.lock; it is reused until the lock or
# pyproject.toml has changed. Without make (Windows): see DEVELOPERS.md.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
PY := $(BIN)/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check
CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11 python
SUITABLE := import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))
ARGS ?=

.PHONY: help setup demo test quick lint format docs bench screenshots wheel lock clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 20

setup:  ## make .venv with the command `kpi` in it (does nothing when it is up to date)
	@set -e; \
	if $(PY) -c '' 2>/dev/null && cat requirements.lock pyproject.toml | cmp -s - .venv/installed; then exit 0; fi; \
	if ! $(PY) -c '$(SUITABLE)' 2>/dev/null; then \
	    found=; \
	    for p in $(CANDIDATES); do if $$p -c '$(SUITABLE)' >/dev/null 2>&1; then found=$$p; break; fi; done; \
	    if [ -z "$$found" ]; then \
	        echo "Kaohe needs Python 3.11 to 3.14 with venv (Debian, Ubuntu: apt install python3-venv); found: $$(python3 --version 2>/dev/null || echo no python3)" >&2; \
	        exit 1; \
	    fi; \
	    echo "Setting up .venv with $$($$found --version) …"; \
	    rm -rf .venv; $$found -m venv .venv; \
	fi; \
	rm -f .venv/installed; \
	sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > .venv/uv.txt; \
	if ! { { [ -x $(BIN)/uv ] || $(PIP) --no-deps --require-hashes -r .venv/uv.txt; } \
	    && $(BIN)/uv pip sync --quiet --python $(PY) --require-hashes requirements.lock \
	    && $(BIN)/uv pip install --quiet --python $(PY) --offline --no-deps --no-build-isolation --editable .; }; then \
	    echo "uv could not install; once more with pip …" >&2; \
	    $(PIP) --no-deps --require-hashes -r requirements.lock; \
	    $(PIP) --no-deps --no-build-isolation --editable .; \
	fi; \
	cat requirements.lock pyproject.toml > .venv/installed

demo: setup  ## write a believable department's exports, load them, open the pages (ARGS="--no-serve" and so on)
	@$(BIN)/kpi demo $(ARGS)

test: setup  ## everything: all tests, on all cores, and how much of kpi they reach (ARGS="-k words" picks some)
	@$(BIN)/pytest -n auto --dist worksteal --hypothesis-profile=$${HYPOTHESIS_PROFILE:-default} \
	    $(if $(ARGS),$(ARGS),--cov --cov-report=term --cov-fail-under=90)

quick: setup  ## what a developer runs all day: no slow tests, no browser, under three minutes
	@$(BIN)/pytest -n auto --dist worksteal -m "not slow and not browser" --hypothesis-profile=quick -q $(ARGS)

lint: setup  ## style, types, SQL, rooms
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/sqlfluff lint --nocolor --disable-progress-bar sql
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/pytest -q tests/architecture.py

format: setup  ## put the code into the house style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/sqlfluff fix --quiet sql

docs: setup  ## write docs/reference/ from the catalogue, the layouts and the commands
	@$(PY) docs/build.py

bench: setup  ## how fast loads, questions and pages are, as ratios to a floor in the same run
	@$(BIN)/pytest tests/bench -o python_files='bench_*.py' -p no:randomly --benchmark-enable --timeout=0 -s $(ARGS)

screenshots: setup  ## every page in zh/en, light/dark, wide/phone into screenshots/
	@$(PY) -m tests.browser.screenshots $(ARGS)

wheel: setup  ## a wheel in dist/ that works from any folder
	@$(BIN)/uv build --quiet --offline --no-build-isolation --python $(PY) --wheel --out-dir dist .

lock: setup  ## resolve requirements.lock anew (needs the package index)
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    --extra dev pyproject.toml --output-file requirements.lock $(ARGS)

clean:  ## remove what was made here; data/ stays
	rm -rf .venv build dist htmlcov screenshots test-results .mypy_cache .ruff_cache .pytest_cache .hypothesis \
	    .import_linter_cache .benchmarks .coverage .coverage.*
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
