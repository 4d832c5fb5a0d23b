# Two commands set everything up: `make run` and `make test`. Both work offline once .venv stands.
PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.installed
BIN := $(VENV)/bin

.PHONY: run test check install clean

run: $(STAMP)
	@$(BIN)/doelenboom extract corpus --output output
	@echo "Next: $(BIN)/doelenboom tree output/begroting-2026-zorg-en-welzijn.txt.yaml"

test: $(STAMP)
	@$(BIN)/python -m pytest -q -m "not plans and not slow and not browser"

check: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/doelenboom rules check

install: $(STAMP)

# pyproject.toml is what an installation depends on: where it changes, the next command installs again.
$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version) if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[all,dev]"
	@touch $(STAMP)

clean:
	rm -rf $(VENV) output/*.yaml
