# `make run` and `make test` do all the set-up: they need python3 (3.11 to 3.14) and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SAMPLE ?= samples/dash-speech.txt

# one thread a process: workers win more than threads
export OPENBLAS_NUM_THREADS = 1
export OMP_NUM_THREADS = 1

.PHONY: help run serve test lint bench bench-archive bench-memory soak lock clean

help:  ## Show what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/run.stamp  ## Extract a sample article and print what was found (SAMPLE=file for another)
	@$(BIN)/extractor extract $(SAMPLE)

serve: $(VENV)/run.stamp  ## Start the service and its page
	@$(BIN)/extractor serve

test: $(VENV)/test.stamp  ## Run the tests
	@$(BIN)/python -m pytest

lint: $(VENV)/test.stamp  ## Check style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench: $(VENV)/test.stamp  ## Compare speed with stock natasha, in one run
	@$(BIN)/python -m tests.bench

bench-memory: $(VENV)/test.stamp  ## Run 100,000 synthetic articles through extractor batch and print its memory
	@$(BIN)/python -m tests.bench.memory

bench-archive: $(VENV)/test.stamp  ## Fill an archive with 200,000 synthetic articles; print its rate, size and answers
	@$(BIN)/python -m tests.bench.archive

soak: $(VENV)/test.stamp  ## Load the service on loopback: right answers, speed, lost workers
	@$(BIN)/python -W ignore -m tests.bench.load

lock: $(VENV)/test.stamp  ## Make the locks anew from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --upgrade \
		--extra build pyproject.toml --output-file requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --upgrade \
		--extra build --extra dev --extra archive --extra postgres pyproject.toml --output-file requirements-dev.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
		--constraint requirements-dev.lock --extra build --extra distributed pyproject.toml \
		--output-file requirements-distributed.lock

clean:  ## Remove the environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' \
		|| { echo "extractor needs Python 3.11 to 3.14; name one: make run PYTHON=python3.12"; exit 1; }
	@echo "Making the environment (about a minute) ..."
	@$(PYTHON) -m venv $(VENV) || { echo "On Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(VENV)/bin/python
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/run.stamp
