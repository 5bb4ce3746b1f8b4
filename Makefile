# Everything sets itself up: `make demo` and `make test` work on a fresh machine with Python 3.10+ (and npm for the client).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
JOBS ?= 2

.PHONY: help demo test lint types unit client format update bench clean

help:
	@echo "make demo     start the real server on the sample workspace and show what it does"
	@echo "make test     lint, types, all tests, and the VS Code client"
	@echo "make format   let ruff rewrite imports and layout"
	@echo "make update   rewrite the golden files of the marker tests (then read the diff)"
	@echo "make bench    measure, and write docs/benchmarks.md"

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
		{ echo "Groundplan needs Python 3.10 or later; set PYTHON=/path/to/python3."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(STAMP)
	@$(BIN)/python -m tests.demo

test: lint types unit client

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

unit: $(STAMP)
	$(BIN)/pytest -n $(JOBS) --dist loadfile

client:
	@if command -v npm >/dev/null; then \
		cd client-vscode && npm ci --silent --no-audit --no-fund && npm run --silent check && npm run --silent build && npm test --silent; \
	elif [ -n "$$CI" ]; then \
		echo "npm is needed to build the VS Code client."; exit 1; \
	else \
		echo "npm was not found: the VS Code client was NOT built or tested."; \
	fi

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

update: $(STAMP)
	$(BIN)/pytest tests/markers tests/unit/rules --update

bench: $(STAMP)
	$(BIN)/python tests/bench/bench.py

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache client-vscode/node_modules client-vscode/dist
