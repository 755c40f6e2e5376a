# Two commands: `make run` and `make test`. Everything they need goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
DATA ?= data

.PHONY: run test check unit lint system eval clean

run: $(VENV)/.run
	$(BIN)/python app.py --data-dir $(DATA)

# What CI runs: style, types, layers, then every test.
test: $(VENV)/.test system lint
	$(BIN)/python -m pytest -n auto -m "not slow and not browser"
	$(BIN)/python -m pytest -m "slow or browser"

check: test

unit: $(VENV)/.test
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: $(VENV)/.run
	$(BIN)/python -m eval search --gold eval/gold/search.jsonl --sources corpus
	$(BIN)/python -m eval draft --gold eval/gold/drafts.jsonl --sources corpus

# torch goes first and alone: a CPU build that pip is given stays when the rest is resolved.
$(VENV)/.run: requirements.lock
	$(PYTHON) -m venv $(VENV)
	@echo "installing what is pinned in requirements.lock (some minutes the first time) …"
	$(PIP) "$$(grep '^torch==' requirements.lock)"
	$(PIP) -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.test: $(VENV)/.run requirements-test.lock
	$(PIP) -r requirements-test.lock
	touch $@

# What tests need of the system: Chromium and a Chinese font for the browser tests; antiword and LibreOffice for old Word files.
TOOLS := chromium antiword catdoc soffice fc-list
system:
	@for tool in $(TOOLS); do command -v $$tool >/dev/null || missing=1; done; \
	if [ -n "$$missing" ] || ! fc-list :lang=zh | grep -q .; then \
	  echo "installing chromium, a Chinese font, antiword and LibreOffice …"; apt-get update -qq && \
	  apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig antiword catdoc libreoffice-writer-nogui >/dev/null; \
	fi

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
