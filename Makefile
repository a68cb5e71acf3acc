# Two commands on a fresh machine: `make demo` and `make test`. They need Python, make and git,
# and make a .venv of their own.

# The first that is new enough; PYTHON=... names another.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo $$name; exit; fi; done; echo none)
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
STAMP := $(VENV)/.installed
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --extra demo

.PHONY: demo test test-installed lint docs screenshots bench lock clean

$(STAMP): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo \
	"ghblog needs Python 3.11 or newer, and none was found. Name yours: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo \
	"This Python cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements-dev.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

demo: $(STAMP)
	$(BIN)/ghblog demo

test: $(STAMP)
	$(BIN)/python -m pytest -n auto

# For a place where ghblog is installed and its sources are away: all but the tests of these.
SOURCES := composite docs house package plugin workflows
test-installed:
	$(PYTHON) -m pytest -n auto $(SOURCES:%=--ignore=tests/%)

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Writes docs/cli.md and the plan in both READMEs anew; tests/docs checks that they are up to date.
docs: $(STAMP)
	$(BIN)/python tests/docs/generated.py

# Takes the pictures of docs/screenshots anew; needs Chromium or Chrome.
screenshots: $(STAMP)
	PYTHONPATH=tests $(BIN)/python -m preview.screenshots

# CORPUS may name a folder of real posts.
CORPUS ?= ghblog/example
bench: $(STAMP)
	$(BIN)/python tests/bench/bench_publish.py
	$(BIN)/python tests/bench/bench_preview.py
	$(BIN)/python tests/bench/bench_markdown.py $(CORPUS)
	$(BIN)/python tests/bench/bench_render.py $(CORPUS)

# Renews both locks. No registry's address may stand in a file, so pip's own lock format will not do.
lock: $(STAMP)
	$(COMPILE) --upgrade pyproject.toml -o requirements.lock
	$(COMPILE) --upgrade --group dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
