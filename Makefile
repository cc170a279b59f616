# Two commands: `make report` writes a campaign report for every place, `make test` checks everything.
# Each sets up what it needs: with uv where it is present, else with a uv of its own, else with pip.

PYTHON ?= python3
BIN := .venv/bin/
UV = $(shell command -v uv || echo .uv/bin/uv)

# A home that cannot be written to, as on a build robot, must not stop the tools that want one.
ifneq ($(shell test -n "$$HOME" && test -d "$$HOME" && test -w "$$HOME" && echo writable),writable)
export HOME := $(shell mkdir -p .home && echo '*' >.home/.gitignore && cd .home && pwd)
export UV_CACHE_DIR := $(HOME)/uv
endif

.PHONY: help setup report test lab bench lock

help: ## what there is
	@sed -n 's/^\([a-z]*\):[^#]*## /  make \1: /p' Makefile

setup: .venv/.ready ## install into .venv what the lock file says

report: setup ## a campaign report for each of the seven places, in reports/index.html
	$(BIN)aidkit report --all

test: setup ## everything that is checked: style, types, tests, notebooks
	$(BIN)ruff check
	$(BIN)ruff format --check
	$(BIN)mypy
	$(BIN)pytest --nbval --nbval-sanitize-with tests/nbval.cfg notebooks -n 2 --dist loadfile -q
	$(BIN)pytest tests -n auto -q

lab: setup ## JupyterLab on the notebooks
	$(BIN)jupyter lab --ServerApp.root_dir=notebooks

bench: setup ## how fast, measured side by side: tables, CSVs and figures in tests/benchmarks
	@test -x .peers/bin/python || $(UV) venv -q .peers
	$(UV) pip install -q -p .peers/bin/python -e . -r tests/benchmarks/peers-requirements.txt --override tests/benchmarks/peers-overrides.txt
	.peers/bin/python -W ignore -m tests.benchmarks.side_by_side --save
	.peers/bin/python -W ignore -m tests.benchmarks.starts --save
	.peers/bin/python -W ignore -m tests.benchmarks.rulebook_peers --save
	$(BIN)python -m tests.benchmarks.rulebook_speed --households 100000 365000 3650000 --save
	$(BIN)python -m tests.benchmarks.rulebook_totals --households 3650000 --save
	$(BIN)python -m tests.benchmarks.scale_cost --save
	$(BIN)python -m tests.benchmarks.cluster_speed --save
	$(BIN)python -m tests.benchmarks.page

lock: ## resolve anew what pyproject.toml asks for
	uv lock
	uv export --frozen --all-groups --no-emit-project --no-hashes -o requirements.lock -q

.venv/.ready: pyproject.toml uv.lock
	@if command -v uv >/dev/null; then uv sync --frozen $(if $(filter file,$(origin PYTHON)),,--python $(PYTHON)); \
	elif ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
	  echo "aidkit needs Python 3.11 or newer. Name one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 2; \
	elif $(PYTHON) -m venv .uv && echo '*' >.uv/.gitignore && .uv/bin/pip install -q uv; then \
	  .uv/bin/uv sync --frozen --python $(PYTHON); \
	else \
	  $(PYTHON) -m venv .venv && .venv/bin/pip install -q -r requirements.lock && .venv/bin/pip install -q --no-deps -e .; \
	fi
	@touch $@
