# make graph   the graph of the articles in seeds/, in output/
# make test    lint, types and every test
# Both need nothing but Python 3.11 or newer: they make .venv and install the pinned releases into it when that has not been done.

PYTHON ?= python3
BIN := .venv/bin
INPUT ?= seeds
OUTPUT ?= output
DATA ?= data
WORK ?= build/training

# Torch waits for itself when it has more threads than idle cores; one is never much slower.
export OMP_NUM_THREADS := 1
export OMP_WAIT_POLICY := PASSIVE

.PHONY: graph test check clean train
.DELETE_ON_ERROR:

graph: .venv/ready
	$(BIN)/kg build $(INPUT) -o $(OUTPUT)

test: check
	$(BIN)/pytest

check: .venv/ready-test
	$(BIN)/ruff check .
	$(BIN)/mypy --strict kg

# The models, from DATA (treebanks, names, raw text) by way of WORK into kg/models.
train: .venv/ready-train
	$(BIN)/kg train all --data $(DATA) --work $(WORK)

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	find kg tests -name __pycache__ -type d -prune -exec rm -rf {} +
	find output -mindepth 1 ! -name .gitignore -prune -exec rm -rf {} +

# The build tool is installed first, from the same pins: pip would otherwise fetch the newest one for itself.
define install
	$(BIN)/python -m pip install --quiet --constraint constraints.txt hatchling editables
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --no-build-isolation --editable '.$(1)'
	touch $@
endef

.venv/ready: pyproject.toml constraints.txt | $(BIN)/python
	$(call install)

.venv/ready-test: pyproject.toml constraints.txt | $(BIN)/python
	$(call install,[test])

.venv/ready-train: pyproject.toml constraints.txt | $(BIN)/python
	$(call install,[train])

$(BIN)/python:
	$(PYTHON) -m venv .venv
