# make run: try the bot out here · make demo: watch a whole case there · make test: every test · make check: format, lint, types, imports
# make fuzz: hours of strange input · make audit: known faults of the libraries
# make package: the Teams app · make docs: docs/diagrams.md and docs/reference.md, written anew · make setup: the environment alone.
# make rules-proof: takes out each piece of code that carries a rule, and sees that a test of the rule fails.
# make bench: how fast it is beside its peers, a quarter of an hour (ONLY=turn, one of them; CASES=1000 SPAN=1 to try it out)
# make torture: kill the bot with -9 some hundred times (SEED=7 KILLS=400 DATABASE=2)
# make simulate: a year of 5,000 cases (SEEDS="1 2 3", CASES=600 DATABASE=2). make bites: that it would see a fault, in seconds.
# make e2e: walks through the real client in a browser; its pictures stand in dist/pictures.
# make gallery: every card that can be sent, drawn in a browser and looked at: dist/gallery/
# Each does whatever set-up it needs, once.

PYTHON ?= python3
BIN := .venv/bin
ENVIRONMENT := .venv/.ready
RENDERER := $(if $(shell command -v npm),tests/gallery/page/node_modules/.package-lock.json)
PLAYGROUND := $(if $(shell command -v npm),bot/local/node_modules/.package-lock.json)

.PHONY: setup run demo test e2e check rules-proof fuzz audit bench package docs torture simulate bites gallery

setup: $(ENVIRONMENT) $(PLAYGROUND)

run: setup
	@$(BIN)/python -m bot.local.run

demo: setup
	@$(BIN)/python -m bot.local.run --demo

test: setup
	$(BIN)/pytest -n 2

check: $(ENVIRONMENT)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The real client in a real browser; it needs Debian's chromium (or NTK_CHROMIUM) and Node.js.
e2e: setup
	$(BIN)/pytest -o python_files='walk_*.py' tests/e2e

rules-proof: $(ENVIRONMENT)
	$(BIN)/python app.py rules >/dev/null
	$(BIN)/python -m tests.rules.proof

torture: $(ENVIRONMENT)
	@$(BIN)/python -m tests.torture.run

simulate: $(ENVIRONMENT)
	@$(BIN)/python -m tests.simulation.run

bites: $(ENVIRONMENT)
	@$(BIN)/python -m tests.simulation.bites

gallery: $(ENVIRONMENT) $(RENDERER)
	@$(BIN)/python -m tests.gallery.run

bench: $(ENVIRONMENT)
	@$(BIN)/pip install --quiet --disable-pip-version-check -r tests/benchmarks/requirements.txt
	@$(BIN)/python -m tests.benchmarks.run

fuzz: $(ENVIRONMENT)
	$(BIN)/pytest -n 2 --hypothesis-profile=fuzz tests/fuzz

# It asks a service on the web; nothing else here does.
audit: $(ENVIRONMENT)
	$(BIN)/pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	$(BIN)/pip-audit --requirement requirements.txt

package: $(ENVIRONMENT)
	$(BIN)/python app.py package

# It needs no settings, and must not stumble over those of whoever calls it.
docs: $(ENVIRONMENT)
	$(BIN)/python app.py diagrams --write
	$(BIN)/python app.py reference --write

$(ENVIRONMENT): requirements.txt requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed. If it has another name here: make PYTHON=python3.11 …"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# The Agents Playground, where there is Node.js; npm writes this file when it has installed everything.
bot/local/node_modules/.package-lock.json: bot/local/package.json bot/local/package-lock.json
	npm ci --prefix bot/local --no-audit --no-fund --ignore-scripts --loglevel=error
	@touch $@

# The renderer of Adaptive Cards, for the gallery.
tests/gallery/page/node_modules/.package-lock.json: tests/gallery/page/package.json tests/gallery/page/package-lock.json
	npm ci --prefix tests/gallery/page --no-audit --no-fund --ignore-scripts --loglevel=error
	@touch $@
