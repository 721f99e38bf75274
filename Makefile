# Two commands: `make run` sets everything up and shows the program on bundled samples;
# `make test` sets everything up and runs lint and tests.

.DEFAULT_GOAL := help
PYTHON_BIN := .venv/bin

.PHONY: help run test kill-test faults hostile fuzz monkey audit lint format score bench-reading bench-checks bench-export bench-desk bench-store samples screenshots lock setup setup-dev clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST)

setup: ## System libraries, .venv and the program's packages
	@packaging/setup.sh run

setup-dev: ## The same with the tools of lint and tests
	@packaging/setup.sh dev

run: setup ## Set up and show the program on the bundled samples
	$(PYTHON_BIN)/gouji demo --out build/demo

test: setup-dev ## Set up, lint and test
	@$(MAKE) --no-print-directory lint
	$(PYTHON_BIN)/python -m pytest -n auto --dist loadfile

lint: setup-dev ## ruff, pyright and the import contracts
	$(PYTHON_BIN)/ruff check .
	$(PYTHON_BIN)/ruff format --check .
	$(PYTHON_BIN)/pyright
	$(PYTHON_BIN)/lint-imports

format: setup-dev ## Format and fix what can be fixed
	$(PYTHON_BIN)/ruff check --fix .
	$(PYTHON_BIN)/ruff format .

score: setup-dev ## Compare with hand-made readings of real reports, where they are at hand
	@if [ -f ../shared/score.py ]; then \
		$(PYTHON_BIN)/python ../shared/score.py --cmd "$(PYTHON_BIN)/gouji extract --json {src}"; \
	else echo "gouji: ../shared/score.py is not here; nothing to compare with"; fi

bench-reading: setup-dev ## Time the reading of reports against pdfplumber and the goals
	$(PYTHON_BIN)/python -m tests.bench.reading

bench-checks: setup-dev ## Measure how well and how fast sums are checked and explained
	$(PYTHON_BIN)/python -m tests.bench.checks

bench-export: setup-dev ## Measure how fast and in how much memory many reports are exported
	$(PYTHON_BIN)/python -m tests.bench.export

bench-desk: setup-dev ## Count the keys and time the steps of clearing a pile of reports
	$(PYTHON_BIN)/python -m tests.bench.desk

kill-test: setup-dev ## Kill the program 200 times in the midst of its work; nothing may be lost
	$(PYTHON_BIN)/python -m tests.faults.kills --kills 200

faults: setup-dev ## Cause every fault that can be caused, and tell how often and what was lost
	$(PYTHON_BIN)/python -m tests.faults

hostile: setup-dev ## Read files made to do harm; each must end as it should, within its limits
	$(PYTHON_BIN)/python -m tests.hostile

monkey: setup-dev ## Random keys and clicks over a scratch store, MONKEY="--minutes 30 --seed 7"
	$(PYTHON_BIN)/python -m tests.monkey $(MONKEY)

fuzz: setup-dev ## Send damaged files through every reader, FUZZ="pdf --minutes 3" for one of them
	$(PYTHON_BIN)/python -m tests.fuzz $(FUZZ)

audit: setup-dev ## Look for known holes in the locked packages; 3 where advisories cannot be asked
	@packaging/audit.sh

bench-store: setup-dev ## Measure a store of 100,000 reports, which is made once under build/
	$(PYTHON_BIN)/python -m tests.bench.store

samples: setup-dev ## Write the bundled samples anew
	$(PYTHON_BIN)/python -m resources.samples.make_samples

screenshots: setup-dev ## Take pictures of every screen in every look, list words that are cut off
	$(PYTHON_BIN)/python -m tests.screens

lock: ## Lock the packages anew (needs uv)
	uv lock
	uv export -q --format requirements-txt --no-default-groups --group build --no-emit-project -o packaging/requirements.txt
	uv export -q --format requirements-txt --group dev --group build --no-emit-project -o packaging/requirements-dev.txt

clean: ## Remove what was built, the set-up included
	rm -rf .venv build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache
