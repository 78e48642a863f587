# Only python3 (3.11 or newer) with pip, and make, are asked for; everything else is fetched from the package registry.
PYTHON ?= python3
export UV_PYTHON_DOWNLOADS = never
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
BIN := .venv/bin

.PHONY: demo test test-full check bench browser

demo: .venv  ## The whole product with sample data, in the foreground
	@$(BIN)/transom demo

test: .venv browser  ## What every change must pass, under 12 minutes on 2 cores
	$(BIN)/pytest -q -n 2 --dist loadgroup -m "not full"

test-full: .venv browser  ## And the long sizes
	$(BIN)/pytest -q -n 2 --dist loadgroup

check: .venv  ## Style, types, the order of the rooms, templates, migrations, the rulebook and its proofs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet transom
	$(BIN)/transom makemigrations --check
	$(BIN)/transom rulebook check agencies/aurora-il
	$(BIN)/transom rulebook test agencies/aurora-il
	@$(BIN)/transom rulebook test agencies/_proof

bench: .venv
	@$(BIN)/transom bench

.venv: pyproject.toml uv.lock | $(UV)
	$(UV) sync --python $(PYTHON) --frozen --extra demo --quiet
	@touch .venv

.tools/bin/uv:
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target .tools uv

# Chromium for the browser tests: Debian's, where we may install it; else they skip with one loud line.
browser:
	@scripts/browser.sh
