# make demo    set up, load the curriculum and demo people, serve on 127.0.0.1:8000 (PORT= for another)
# make test    set up and run every check
# make bench   measure pages under the production server, and how well the search answers
# make screenshots   walk every screen in a real browser, into screenshots/
# make messages      write the message catalogs anew
# make lock    compile the requirements files anew (needs uv)

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint bench screenshots messages lock clean

# A stamp per requirements file: setting up again costs nothing until the file changes.
$(VENV)/run.stamp: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

$(VENV)/dev.stamp: requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@ $(VENV)/run.stamp

demo: $(VENV)/run.stamp
	@PORT=$(PORT) PYTHON=$(BIN)/python scripts/demo.sh

test: $(VENV)/dev.stamp
	@PATH="$(CURDIR)/$(BIN):$$PATH" scripts/test.sh

lint: $(VENV)/dev.stamp
	@PATH="$(CURDIR)/$(BIN):$$PATH" scripts/lint.sh

bench: $(VENV)/dev.stamp
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh -c "python scripts/bench.py && python scripts/bench_search.py && python scripts/bench_teams.py"

screenshots: $(VENV)/dev.stamp
	@PATH="$(CURDIR)/$(BIN):$$PATH" python scripts/screenshots.py

messages: $(VENV)/dev.stamp
	$(BIN)/python manage.py makemessages --locale ja --no-location --no-wrap --ignore "var/*" --ignore ".venv/*" --ignore "tests/*"
	$(BIN)/python scripts/compile_messages.py

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" pyproject.toml --extra production --output-file requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" pyproject.toml --extra production --group dev \
		--output-file requirements-dev.txt

clean:
	rm -rf var screenshots $(VENV)
