# The verbs of this project; each sets up what it needs first and does nothing twice.

PYTHON_BIN := .venv/bin/python
DEMO := demo-output
OFFSCREEN := QT_QPA_PLATFORM=offscreen

.DEFAULT_GOAL := help
.PHONY: help setup setup-test demo run test torture fuzz mutants sbom check lint types contracts bench bench-redaction shots strings fmt lock install-desktop uninstall-desktop

help: ## list the verbs
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -e 's/:.*## /\t/' | expand -t 20

setup: ## make .venv from the lock and install what Qt needs
	@packaging/setup.sh run

setup-test: ## the same, and the tools that only tests need
	@packaging/setup.sh test

demo: setup ## build, search, redact, export and audit an invented project in demo-output/
	@if [ -f $(DEMO)/passphrase.txt ] && { [ -d $(DEMO)/notes.fieldnotes ] || [ -d $(DEMO)/exiles.fieldnotes ]; }; then \
		echo "replacing the demo of before in $(DEMO)/"; rm -rf $(DEMO); fi
	@.venv/bin/fieldnotes-cli demo $(DEMO)
	@$(OFFSCREEN) $(PYTHON_BIN) -m fieldnotes_ui.shots $(DEMO)

run: setup ## open the app, on the demo vault if there is one
	@set -- $(DEMO)/*.fieldnotes; if [ -d "$$1" ]; then exec .venv/bin/fieldnotes "$$1"; else exec .venv/bin/fieldnotes; fi

NAME ?=
install-desktop: setup ## make it known to this user's desktop: menu, file types, icons; NAME="Notes" is its name there
	@$(PYTHON_BIN) packaging/desktop.py --name "$(NAME)"

uninstall-desktop: setup ## take that away again
	@$(PYTHON_BIN) packaging/desktop.py --remove

test: setup-test ## the whole test suite
	@$(OFFSCREEN) $(PYTHON_BIN) -m pytest -n auto --dist worksteal --durations 20

torture: setup-test ## faults at every call, power cuts, kills, damage; then docs/reliability.md (minutes)
	@$(PYTHON_BIN) -m tests.torture $(TORTURE)
	@$(PYTHON_BIN) packaging/reliability.py

CHECKS ?=
mutants: setup-test ## break every check of the audit and see that a test notices; CHECKS="P01 T01" for some (an hour)
	@$(PYTHON_BIN) -m tests.mutants $(CHECKS)

sbom: setup ## the parts list (CycloneDX) into build/sbom.cdx.json
	@$(PYTHON_BIN) packaging/sbom.py

SECONDS ?= 60
fuzz: setup-test ## fuzz everything that reads from outside, SECONDS=60 each; then docs/reliability.md
	@$(PYTHON_BIN) -m tests.fuzz --seconds $(SECONDS)
	@$(PYTHON_BIN) packaging/reliability.py

check: lint types contracts ## lint, format, types, import contracts

lint: setup
	.venv/bin/ruff check
	.venv/bin/ruff format --check

types: setup
	.venv/bin/mypy

contracts: setup
	.venv/bin/lint-imports --no-cache

bench: setup ## measure unlocking, writing, search, reading, the workbench, the audit, and how long the window stands still
	@$(OFFSCREEN) $(PYTHON_BIN) packaging/bench.py
	@$(OFFSCREEN) $(PYTHON_BIN) packaging/bench_workbench.py
	@$(PYTHON_BIN) packaging/bench_hostile.py
	@$(PYTHON_BIN) packaging/bench_audit.py
	@$(OFFSCREEN) $(PYTHON_BIN) packaging/bench_ui.py

REDACTION ?=
SUGGESTIONS ?=
bench-redaction: setup ## measure the matcher and the suggestions; REDACTION="TABLE --presidio" SUGGESTIONS="--corpus FOLDER"
	@$(PYTHON_BIN) packaging/bench_redaction.py $(REDACTION)
	@$(PYTHON_BIN) packaging/suggest_bench.py $(SUGGESTIONS)

shots: setup ## pictures of every page and dialog in every look, and one sheet of them, into demo-output/
	@test -d $(DEMO) || .venv/bin/fieldnotes-cli demo $(DEMO)
	@$(OFFSCREEN) $(PYTHON_BIN) -m fieldnotes_ui.shots --every $(DEMO)

usability: setup ## count the keys that ten tasks take in the window; then docs/usability.md
	@$(OFFSCREEN) $(PYTHON_BIN) packaging/usability.py

strings: setup-test ## bring the catalogues of translations up to date and compile them
	@$(PYTHON_BIN) packaging/strings.py

fmt: setup ## format the code and fix what can be fixed safely
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

lock: ## resolve packaging/locks anew (needs the package index)
	@packaging/lock.sh
