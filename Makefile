# tracecert: build, test and demonstrate. `make help` lists the targets.

CC      ?= gcc
CXX     ?= g++
BUILD   ?= build
PREFIX  ?= /usr/local
CFLAGS  ?= -O2 -g
SAN     ?=
VERSION := 0.1.0

# On all cores, unless -j says otherwise; what is cleaned is not built meanwhile.
ifeq ($(MAKELEVEL)$(filter clean,$(MAKECMDGOALS)),0)
MAKEFLAGS += -j$(shell nproc)
endif

# `make V=1` shows whole command lines.
Q = $(if $(V),,@echo "  $(1) $@";)

STD   := -std=c11 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE
WARN  := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla
FLAGS  = $(STD) $(WARN) $(CFLAGS) $(SAN) -MMD -MP -DTC_VERSION='"$(VERSION)"'
LIBS  := -Wl,--as-needed -lxml2 -lunistring -ljansson -lcurl -lmicrohttpd -lssl -lcrypto -lsqlite3 -lzbar -ldmtx -lZXing -lstdc++ -lpng -ljpeg -lzint -lz -lm -lpthread

# Binutils' other linker, where it is there: seventy programs link in a quarter of the time.
GOLD  := $(shell echo 'int main(void){return 0;}' | $(CC) -fuse-ld=gold -x c -o /dev/null - 2> /dev/null && echo -fuse-ld=gold)

# Suites see the contracts and nothing of the runner.
INC_SUITES    := -Iinclude
INC_RUNNER    := -Iinclude -Irunner -Ireports -I/usr/include/libxml2
INC_REPORTS   := -Iinclude -I$(BUILD)/gen
INC_REFERENCE := -Iinclude -Ifixtures/reference

ALL_C     := $(sort $(wildcard runner/*.c runner/*/*.c runner/*/*/*.c reports/*.c suites/*/*.c fixtures/*/*.c))
TEST_C    := $(filter %_test.c,$(ALL_C))
FUZZ_C    := $(filter %_fuzz.c,$(ALL_C))
TOOL_C    := $(filter %_tool.c,$(ALL_C))
BENCH_C   := $(filter %_bench.c,$(ALL_C))
ALL_CC    := $(sort $(wildcard runner/*/*/*.cc))
CODE_C    := $(filter-out $(TEST_C) $(FUZZ_C) $(TOOL_C) $(BENCH_C),$(ALL_C))
MAIN_C    := $(filter $(wildcard runner/*.c),$(CODE_C))
SUITE_C   := $(filter suites/%,$(CODE_C))
REF_C     := $(filter fixtures/reference/%,$(CODE_C))
LIB_C     := $(filter-out $(MAIN_C) $(SUITE_C) $(REF_C),$(CODE_C))

obj = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
LIB_O   := $(call obj,$(LIB_C)) $(patsubst %.cc,$(BUILD)/obj/%.o,$(ALL_CC))
MAIN_O  := $(call obj,$(MAIN_C))
SUITE_O := $(call obj,$(SUITE_C))
REF_O   := $(call obj,$(REF_C))
TESTS   := $(patsubst %.c,$(BUILD)/test/%,$(TEST_C))
TOOLS   := $(patsubst %_tool.c,$(BUILD)/tool/%,$(notdir $(TOOL_C)))
FUZZERS := $(patsubst %.c,$(BUILD)/fuzz/%,$(FUZZ_C))
BENCHES := $(patsubst %.c,$(BUILD)/bench/%,$(BENCH_C))

all: $(BUILD)/tracecert $(BUILD)/tracecert-reference

help:
	@echo "make            build build/tracecert and build/tracecert-reference"
	@echo "make demo       install what is missing, build, certify the reference system"
	@echo "make check      install what is missing, build, run all tests, plain and sanitized"
	@echo "make tests      the tests, once, with the present CFLAGS and SAN"
	@echo "make asan       build under AddressSanitizer and UBSan into build/asan"
	@echo "make fuzz       run every fuzzer for FUZZ_SECONDS=$(FUZZ_SECONDS) (needs clang)"
	@echo "make fuzz-images  FUZZ_IMAGES=$(FUZZ_IMAGES) spoiled label images through all decoders"
	@echo "make bench      time the judges beside what else could be used"
	@echo "make lint       format and compile with clang as well, all warnings on"
	@echo "make format     clang-format all sources"
	@echo "make catalogue  write docs/catalogue.md; make kill-matrix: docs/kill-matrix.md"
	@echo "make label-matrix  write docs/labels.md: what is read under which damage"
	@echo "make second-encoder  fetch bwip-js from npm, which the tests draw labels with, too"
	@echo "make install    into PREFIX=$(PREFIX), below DESTDIR"
	@echo "make clean      remove build/ and runs/"

# --- packages ---------------------------------------------------------------

PACKAGES := gcc make check libsubunit-dev libxml2-dev libunistring-dev libjansson-dev libcurl4-openssl-dev \
            libmicrohttpd-dev libssl-dev libsqlite3-dev g++ libzbar-dev libdmtx-dev libzxing-dev libpng-dev libjpeg-dev \
            libzint-dev zlib1g-dev poppler-utils librsvg2-bin tesseract-ocr

# Ask for root only when something is missing, and say what is installed.
deps:
	@missing=""; for p in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "installing missing Debian packages:$$missing"; \
	  sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq $$missing; \
	fi

# --- demonstration ----------------------------------------------------------

demo: deps
	$(MAKE) all
	$(BUILD)/tracecert run --reference

install: all
	install -D $(BUILD)/tracecert $(DESTDIR)$(PREFIX)/bin/tracecert
	install -D $(BUILD)/tracecert-reference $(DESTDIR)$(PREFIX)/bin/tracecert-reference
	for f in $$(find suites fixtures/systems -name '*.json' -o -name '*.csv'); do \
	  install -D -m 644 $$f $(DESTDIR)$(PREFIX)/share/tracecert/$$f; done

# --- tests ------------------------------------------------------------------

check: deps
	$(MAKE) unit
	$(MAKE) catalogue
	$(MAKE) matrix-and-build
	$(MAKE) $(ASAN) sanitized

# The runs of the matrix wait more than they work: what they leave of the machine builds
# for the sanitizers. Should that fail, it says why when it is asked for.
matrix-and-build:
	@nice -n 19 $(MAKE) $(ASAN) built > /dev/null 2>&1 & \
	  $(MAKE) kill-matrix; status=$$?; wait; exit $$status

ASAN := BUILD=$(BUILD)/asan CFLAGS='-O1 -g1' \
	SAN='-fsanitize=address,undefined -fno-sanitize-recover=all'

asan:
	$(MAKE) $(ASAN) all

# One after the other: a machine with too much to do makes the reference system late.
tests:
	$(MAKE) unit
	$(MAKE) catalogue
	$(MAKE) kill-matrix

built: all $(TESTS)

# Those that take longest come first, then the others of labels: they are last in the
# alphabet.
LONGEST := %/tls_front_test %/misfortune_test %/label_fixture_test
unit: built second-encoder
	@{ printf '%s\n' $(filter $(LONGEST),$(TESTS)); \
	   printf '%s\n' $(filter-out $(LONGEST),$(TESTS)) | sort -r; } | \
	  xargs -n 1 -P $$((2 * $$(nproc))) \
	  sh -c 'said=$$($$0 2>&1); status=$$?; echo "$$said"; [ $$status = 0 ] || echo "FAILED: $$0"; \
	    exit $$status'
	@echo "$(words $(TESTS)) test programs passed"

# An encoder of labels other than zint, for the tests, where npm can be had.
BWIP := build/npm/node_modules/bwip-js/package.json

second-encoder:
	@[ -e $(BWIP) ] || timeout 90 npm install --silent --no-audit --no-fund --prefix build/npm \
	  bwip-js@4.11.4 > /dev/null 2>&1 || \
	  echo "SKIPPED: npm or its registry cannot be reached; no labels of a second encoder"

# Under the sanitizers the reference system must pass; its defects are tried in
# the plain build alone.
sanitized: unit
	@rm -rf $(BUILD)/run
	$(BUILD)/tracecert run --reference --out $(BUILD)/run > $(BUILD)/run.log || \
	  { cat $(BUILD)/run.log; exit 1; }

# Pages under docs/ that are generated: a difference to the published one is
# mended here, and a fault where nobody can commit it.
publish = @cmp -s $(1) $(2) || { cp $(1) $(2); \
	  echo "$(2) was out of date and has been written anew: commit it"; [ -z "$$CI" ]; }

catalogue: all
	$(BUILD)/tracecert catalogue --format markdown --lang en > $(BUILD)/catalogue.md
	$(call publish,$(BUILD)/catalogue.md,docs/catalogue.md)

kill-matrix: all $(BUILD)/tool/kill_matrix
	@rm -rf $(BUILD)/mutants
	$(BUILD)/tool/kill_matrix $(BUILD)/tracecert $(BUILD)/tracecert-reference $(BUILD)/mutants \
	  > $(BUILD)/kill-matrix.md
	$(call publish,$(BUILD)/kill-matrix.md,docs/kill-matrix.md)

# Which symbols are read under which damage, beside each library alone: some minutes.
label-matrix: all $(BUILD)/tool/label_matrix
	$(BUILD)/tool/label_matrix > $(BUILD)/labels.md
	$(call publish,$(BUILD)/labels.md,docs/labels.md)

# --- fuzzers, benchmarks, lint ----------------------------------------------

FUZZ_SECONDS ?= 60
FUZZ := BUILD=$(BUILD)/fuzzing CC=clang CXX=clang++ CFLAGS='-O1 -g' \
	SAN='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all'

fuzz:
	$(MAKE) $(FUZZ) fuzzers
	@for f in $(FUZZERS:$(BUILD)/%=$(BUILD)/fuzzing/%); do \
	  echo "== $$f, $(FUZZ_SECONDS) s"; mkdir -p $$f.corpus; \
	  case $$f in \
	    */document_fuzz|*/event_hash_fuzz) seeds="fixtures/documents/good fixtures/documents/bad";; \
	    */scenario_fuzz) seeds="fixtures/scenarios/good fixtures/scenarios/bad";; \
	    */code_fuzz) seeds="fixtures/codes/good fixtures/codes/bad";; \
	    *) seeds=;; esac; \
	  $$f -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
	    -artifact_prefix=$$f. $$f.corpus $$seeds > $$f.log 2>&1 || { tail -40 $$f.log; exit 1; }; \
	  grep -E "number_of_executed_units|average_exec" $$f.log; done

fuzzers: $(FUZZERS)

# Spoiled label images through all decoders, in the plain build.
FUZZ_IMAGES ?= 100000

fuzz-images: $(BUILD)/tool/image_fuzz
	$(BUILD)/tool/image_fuzz 1 $(FUZZ_IMAGES)

bench: all $(BENCHES)
	@for b in $(BENCHES); do TRACECERT=$(BUILD)/tracecert $$b || exit 1; done

lint:
	@clang-format --dry-run -Werror $(FORMATTED)
	$(MAKE) BUILD=$(BUILD)/clang CC=clang CXX=clang++ all

FORMATTED = $(ALL_C) $(wildcard include/tracecert/*.h runner/*.h runner/*/*.h runner/*/*/*.h reports/*.h \
	fixtures/*/*.h suites/*/*.h)

format:
	@clang-format -i $(FORMATTED)

# --- objects ----------------------------------------------------------------

$(BUILD)/obj/suites/%.o: suites/%.c Makefile
	@mkdir -p $(@D)
	$(call Q,cc  )$(CC) $(FLAGS) $(INC_SUITES) -c $< -o $@

$(BUILD)/obj/reports/%.o: reports/%.c Makefile | $(BUILD)/gen/report_css.inc
	@mkdir -p $(@D)
	$(call Q,cc  )$(CC) $(FLAGS) $(INC_REPORTS) -c $< -o $@

# The style sheet of the HTML report as a C string.
$(BUILD)/gen/report_css.inc: reports/report.css
	@mkdir -p $(@D)
	$(call Q,gen )sed 's/\\/\\\\/g; s/"/\\"/g; s/^/"/; s/$$/\\n"/' $< > $@

$(BUILD)/obj/fixtures/reference/%.o: fixtures/reference/%.c Makefile
	@mkdir -p $(@D)
	$(call Q,cc  )$(CC) $(FLAGS) $(INC_REFERENCE) -c $< -o $@

$(BUILD)/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(call Q,cc  )$(CC) $(FLAGS) $(INC_RUNNER) -c $< -o $@

# C++ only where a library has no other interface.
$(BUILD)/obj/%.o: %.cc Makefile
	@mkdir -p $(@D)
	$(call Q,c++ )$(CXX) -std=c++17 -Wall -Wextra -Werror $(CFLAGS) $(SAN) -MMD -MP -Iinclude -Irunner -c $< -o $@

# The list of objects is an input of each link: a file that is deleted or
# renamed is unregistered without `make clean`.
$(BUILD)/objects.list: FORCE
	@mkdir -p $(@D)
	@echo $(LIB_O) $(MAIN_O) $(SUITE_O) $(REF_O) | cmp -s - $@ || \
	  echo $(LIB_O) $(MAIN_O) $(SUITE_O) $(REF_O) > $@

$(BUILD)/libtracecert.a: $(LIB_O) $(BUILD)/objects.list
	@rm -f $@
	$(call Q,ar  )ar rcs $@ $(LIB_O)

$(BUILD)/tracecert: $(MAIN_O) $(SUITE_O) $(BUILD)/libtracecert.a
	$(call Q,link)$(CC) $(CFLAGS) $(SAN) $(GOLD) -o $@ $(MAIN_O) $(SUITE_O) $(BUILD)/libtracecert.a $(LIBS)

$(BUILD)/tracecert-reference: $(REF_O) $(BUILD)/objects.list
	$(call Q,link)$(CC) $(CFLAGS) $(SAN) $(GOLD) -o $@ $(REF_O) $(LIBS)

$(BUILD)/test/%: $(BUILD)/obj/%.o $(BUILD)/libtracecert.a $(SUITE_O)
	@mkdir -p $(@D)
	$(call Q,link)$(CC) $(CFLAGS) $(SAN) $(GOLD) -o $@ $< $(SUITE_O) $(BUILD)/libtracecert.a -lcheck -lsubunit -lrt $(LIBS)

$(BUILD)/tool/%: $(BUILD)/obj/runner/selftest/%_tool.o $(BUILD)/libtracecert.a
	@mkdir -p $(@D)
	$(call Q,link)$(CC) $(CFLAGS) $(SAN) $(GOLD) -o $@ $< $(BUILD)/libtracecert.a $(LIBS)

$(BUILD)/bench/%: $(BUILD)/obj/%.o $(BUILD)/libtracecert.a
	@mkdir -p $(@D)
	$(call Q,link)$(CC) $(CFLAGS) $(SAN) $(GOLD) -o $@ $< $(BUILD)/libtracecert.a $(LIBS)

$(BUILD)/fuzz/%: $(BUILD)/obj/%.o $(BUILD)/libtracecert.a
	@mkdir -p $(@D)
	$(call Q,link)$(CC) $(CFLAGS) $(SAN) $(GOLD) -fsanitize=fuzzer -o $@ $< $(BUILD)/libtracecert.a $(LIBS)

.SECONDARY:
-include $(patsubst %.c,$(BUILD)/obj/%.d,$(ALL_C)) $(patsubst %.cc,$(BUILD)/obj/%.d,$(ALL_CC))

clean:
	rm -rf $(BUILD) runs

FORCE:
.PHONY: all asan bench built catalogue check clean demo deps format fuzz fuzz-images fuzzers help \
	install kill-matrix label-matrix lint matrix-and-build sanitized second-encoder tests unit FORCE
