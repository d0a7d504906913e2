# hoctap: two commands matter, `make run` and `make test`.

PYTHON3 ?= python3
BIN := .venv/bin
HOCTAP := $(BIN)/hoctap
AS_OWNER := HOCTAP_DB_ROLE=owner
COMPILE := $(BIN)/uv pip compile -q $(UPGRADE) --universal --python-version 3.12 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

# Commands, servers and tests are many processes: each would read the whole program from its source.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test check check-lite bench soak lock docs stop setup setup-test cluster

help:  ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

run: setup  ## start hoctap with invented people and show the address (Ctrl-C stops it)
	@$(HOCTAP) serve --demo

test: setup-test cluster check-lite  ## all tests, in a real browser too
	@$(AS_OWNER) $(BIN)/pytest -n 2 --dist worksteal $(PYTEST_ARGS)

check: setup-test  ## style, types, layers, templates, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy hoctap
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet hoctap
	$(AS_OWNER) $(HOCTAP) makemigrations --check --dry-run

check-lite: setup-test
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .

bench: setup-test cluster  ## the measured figures, each against its baseline
	@$(AS_OWNER) $(BIN)/pytest -p no:cacheprovider -m 'measured or not measured' benchmarks $(PYTEST_ARGS)

soak: setup-test cluster  ## long counts, left out of `make test`
	@$(AS_OWNER) $(BIN)/pytest -m soak $(PYTEST_ARGS)

lock: setup-test  ## write requirements/*.lock again; `make lock UPGRADE=--upgrade` takes newer versions
	@$(COMPILE) pyproject.toml -o requirements/base.lock
	@$(COMPILE) pyproject.toml --group dev -o requirements/dev.lock
	@$(COMPILE) requirements/tools.in -o requirements/tools.lock
	@$(COMPILE) requirements/node.in -o requirements/node.lock
	@$(COMPILE) requirements/postgres.in --no-deps -o requirements/postgres.lock

docs: setup-test cluster  ## write the generated documents again
	@$(BIN)/python -m scripts.generate_docs

stop:  ## stop this clone's PostgreSQL
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m hoctap.core.cluster stop; fi

setup:  ## only prepare what `make run` needs
	@$(PYTHON3) scripts/setup.py run

setup-test:  ## only prepare what `make test` needs
	@$(PYTHON3) scripts/setup.py test

cluster:
	@if [ -z "$$DATABASE_URL" ]; then $(BIN)/python -m hoctap.core.cluster start; fi
