# The one entrance. `make` alone lists what there is.
# LIBTORCH=/path/to/torch builds against another libtorch: Documentation/libtorch.md.

SWIFT ?= swift
PROGRAM := .build/release/halftone
SWIFT_SOURCES := Sources Tests Benchmarks Package.swift

.DEFAULT_GOAL := help
.PHONY: help setup build run data test story bench lint format screenshots release clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what the build and the default data need from the distribution (a second run only looks)
	@Scripts/setup

build: setup ## build the optimised program: .build/release/halftone
	$(SWIFT) build -c release --product halftone
	$(SWIFT) build -c release --product HalftoneTorch

run: build ## build, then open the workbench in this terminal (ARGS="…" adds arguments)
	@$(PROGRAM) $(ARGS)

data: build ## install the full Fashion-MNIST, then check every data set that is here
	@$(PROGRAM) data verify

test: ## build and run every test (FILTER=name runs some of them)
	@Scripts/setup --tests
	@Scripts/python-tools tests || echo "make test: going on without Python's tools; tests that need them are skipped"
	@Scripts/test $(FILTER)

story: ## play the screen stories: keys in, frames of the real terminal out
	@Scripts/setup --tests
	@Scripts/python-tools tests
	@Scripts/test Stories

bench: build ## measure beside PyTorch and Captum, and at the terminal; prints one table (ARGS="--only NAME", "--quick")
	@Scripts/setup --benchmarks
	@Scripts/python-tools benchmarks
	$(SWIFT) build -c release --product halftone-benchmarks
	$(SWIFT) build -c release --product terminal-probe
	@Benchmarks/run $(ARGS)

lint: ## check the form of the sources and scripts; changes nothing
	$(SWIFT) format lint --strict --parallel --configuration .swift-format --recursive $(SWIFT_SOURCES)
	@Scripts/lint

format: ## put the sources into their form
	$(SWIFT) format --in-place --parallel --configuration .swift-format --recursive $(SWIFT_SOURCES)

screenshots: build ## make the README's pictures from the real screens
	@Scripts/setup --tests
	@Scripts/python-tools tests
	@Scripts/screenshots

release: setup ## make one folder and archive for a machine without Swift (best with LIBTORCH set)
	@Scripts/release

clean: ## remove everything that was built here; runs and data stay
	rm -rf .build .build-release .build-python
