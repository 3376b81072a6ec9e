# make run    set up, refresh and serve          make test   lint, types and all tests
# make check  the quick part of the tests        make bench  measurements, as ratios in one run

PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python

# Python keeps what it compiled, also where the machine says not to: each command would compile this whole program again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check lint bench clean

run: .venv/installed
	@$(PY) -c "from pages.interface.settings import asked_port; asked_port()"
	-$(PY) -m ingest refresh --or-example
	$(BIN)/streamlit run app.py --server.port $(or $(PORT),8501)

QUICK := -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not slow and not browser"

test: lint browser provider
	$(PY) -m slipcover $(QUICK)
	$(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder -m "slow or browser"

check: lint
	$(PY) $(QUICK) -x

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy -n 2

bench: .venv/installed-dev browser
	$(PY) -m tests.bench

# Chromium for the end-to-end tests, where the system's package manager is at hand; without it those tests say so and skip.
.PHONY: browser
browser:
	@command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; fi

# An OpenID provider for the end-to-end tests of logging in, where there is Node; without it those tests say so and skip.
.PHONY: provider
provider:
	@if command -v npm >/dev/null 2>&1; then \
		test tests/oidc/node_modules/.package-lock.json -nt tests/oidc/package-lock.json || \
		npm ci --prefix tests/oidc --no-progress --silent || echo "The OpenID provider cannot be installed; its tests skip."; fi

# Only what is used is compiled, when it is used first: to compile all takes two fifths of the time of installing.
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --no-compile

# One that is made by too old a Python, or without pip (as where Debian's python3-venv is missing), is made anew.
OLD := sys.version_info < (3, 11) and
REMEDY := f"Python 3.11 or newer is needed, $(PYTHON) is {sys.version.split()[0]}. Name another: make $(or $(MAKECMDGOALS),run) PYTHON=python3.13"

.venv/installed: requirements.txt
	@$(PY) -c 'import pip, sys; sys.exit($(OLD) 1)' 2>/dev/null || { \
	$(PYTHON) -c 'import sys; sys.exit($(OLD) $(REMEDY))' && $(PYTHON) -m venv --clear .venv; }
	$(INSTALL) -r requirements.txt
	touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	$(INSTALL) -r requirements-dev.txt
	touch $@

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache tests/oidc/node_modules
