# Two commands set everything up: `make run` and `make test`. Both work offline once .venv stands.
PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.installed
BIN := $(VENV)/bin

.PHONY: run test check install lock weights release-files dist clean

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

# What a research run was made with, to be made again: see "Cite and repeat a run" in the README.
LOCK_HEAD := "\# What the core of doelenboom needs, each package with its hashes. See 'Cite and repeat a run' in README.md.\n\# Made by 'make lock' with Python 3.11 on Linux; other versions and systems may need other packages.\n"
lock: $(STAMP)
	@$(BIN)/pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-index-url \
	  --no-emit-find-links --no-emit-options --output-file requirements.lock pyproject.toml
	@printf $(LOCK_HEAD) | cat - requirements.lock > requirements.lock.new && mv requirements.lock.new requirements.lock

# What goes with a release: licences of what others made, and a bill of materials (CycloneDX) of the lock file.
release-files: $(STAMP)
	@$(BIN)/python release/third_party.py
	@mkdir -p dist
	@$(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --mc-type application --output-reproducible \
	  --of JSON --output-file dist/doelenboom.cdx.json requirements.lock
	@echo "written: dist/doelenboom.cdx.json"

dist: release-files
	@$(BIN)/python -m build --outdir dist

clean:
	rm -rf $(VENV) output/*.yaml

# The weights of features, from the texts in training/texts and the corpus; with PLANS=DIR also from its plans/ and gold/.
weights: $(STAMP)
	@$(BIN)/doelenboom learn training/texts/fresh/gold --seen training/texts/seen/gold --seen corpus/gold \
	  $(if $(PLANS),--seen $(PLANS)/gold --documents $(PLANS)/plans) --to pipeline/model/weights
