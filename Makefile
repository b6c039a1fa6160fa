# Every target is one verb of workbench.py, which says what it does: python3 workbench.py --help
PYTHON ?= python3

.PHONY: run test check lock clean
run test check lock clean:
	@$(PYTHON) workbench.py $@
