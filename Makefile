# Everything sets itself up: `make demo` and `make test` work on a fresh machine with Python 3.10+ (and npm for the client).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
JOBS ?= 2
VSCE := 3.9.2
BUNDLED_PYTHONS := 3.10 3.11 3.12 3.13 3.14
# pip decides by the Python that runs it which packages only an older one needs.
BUNDLED_FOR_310 := tomli exceptiongroup

.PHONY: help demo test test-editors lint types unit client vsix vscode vscode-e2e format update eval bench replay clean

help:
	@echo "make demo     start the real server on the sample workspace and show what it does"
	@echo "make test     lint, types, all tests, and the VS Code client"
	@echo "make test-editors  Neovim and Emacs, headless, with the configuration that docs/editors gives"
	@echo "make vsix     package the VS Code extension with the server inside; BUNDLED=1: with all it depends on, for this platform"
	@echo "make vscode   open real VS Code in the browser with the extension and the sample workspace"
	@echo "make format   let ruff rewrite imports and layout"
	@echo "make update   rewrite the golden files of the marker tests (then read the diff)"
	@echo "make eval     what the search finds for labelled queries, beside the recorded figures; UPDATE=1 records"
	@echo "make bench    measure, and write docs/benchmarks.md"
	@echo "make replay   REPOS='[NAME=]PATH ...': what the rules say of the plans in Git repositories, and of lies made from them"

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

# Debian's packages: tests/editors/install_debian.sh.
test-editors: $(STAMP)
	@for editor in nvim emacs; do command -v $$editor >/dev/null || \
		{ echo "$$editor was not found: on Debian, tests/editors/install_debian.sh installs it."; exit 1; }; done
	$(BIN)/pytest tests/editors

client:
	@if command -v npm >/dev/null; then \
		cd client-vscode && npm ci --silent --no-audit --no-fund && npm run --silent check && npm run --silent build && npm test --silent; \
	elif [ -n "$$CI" ]; then \
		echo "npm is needed to build the VS Code client."; exit 1; \
	else \
		echo "npm was not found: the VS Code client was NOT built or tested."; \
	fi

# The server travels inside the extension as a wheel; with BUNDLED=1 so do the packages that it needs, for this platform.
vsix: $(STAMP)
	rm -rf client-vscode/bundled client-vscode/groundplan.vsix
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir client-vscode/bundled .
ifdef BUNDLED
	for version in $(BUNDLED_PYTHONS); do \
		$(BIN)/python -m pip download --quiet --disable-pip-version-check --only-binary :all: --python-version $$version \
			--dest client-vscode/bundled client-vscode/bundled/groundplan-*.whl || exit 1; \
	done
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --only-binary :all: --no-deps --python-version 3.10 \
		--dest client-vscode/bundled $(BUNDLED_FOR_310)
endif
	cd client-vscode && npm ci --silent --no-audit --no-fund && \
		npx --yes @vscode/vsce@$(VSCE) package --no-dependencies --out groundplan.vsix \
		$(if $(BUNDLED),--target $$(node -p 'process.platform + "-" + process.arch'))

vscode: vsix
	node tests/vscode/open.mjs

vscode-e2e: vsix
	node tests/vscode/e2e.mjs --pictures docs/images $(if $(BUNDLED),--offline)

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

update: $(STAMP)
	$(BIN)/pytest tests/markers tests/unit/rules --update

eval: $(STAMP)
	$(BIN)/python -m tests.eval $(if $(UPDATE),--update)

bench: $(STAMP)
	$(BIN)/python tests/bench/bench.py

replay: $(STAMP)
	@test -n "$(REPOS)" || { echo "Say which: make replay REPOS='path/to/repository name=other/repository.git'"; exit 1; }
	$(BIN)/python -m tests.replay $(REPOS) $(OPTIONS)

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache client-vscode/node_modules client-vscode/dist client-vscode/bundled
