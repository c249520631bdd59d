# Heddle's targets. Every recipe is quiet; what it prints is worth reading.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

# A JDK 25 or newer, looked for once, and only by the targets that need one.
JDK = $(eval JDK := $(or $(shell src/build/find-jdk.sh),$(error no JDK to build with)))$(JDK)
MVN = JAVA_HOME="$(JDK)" src/build/mvn.sh

VERSION := $(shell sed -n '/<artifactId>heddle</{n;s/.*<version>\(.*\)<.*/\1/p;}' pom.xml)
JAR := target/heddle-$(VERSION).jar
IMAGE := target/heddle
SOURCES := pom.xml $(shell find src/main src/checkstyle -type f)
LINKED := $(wildcard jlink/* conf/* conf/*/*)

.PHONY: help run image test check format docs bench soak crash clean

help: ## Lists these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

run: image ## Builds the image if sources changed, and starts it (ARGS="-D listener.tcp.port=1884")
	@exec $(IMAGE)/bin/heddle $(ARGS)

image: $(IMAGE)/bin/heddle ## Links the image: target/heddle, with its own Java runtime
	@:

$(IMAGE)/bin/heddle: $(JAR) $(LINKED)
	@jlink/image.sh "$(JDK)" $(JAR) target/modules $(IMAGE)
	@touch $@

# `make test` has just packaged, and says so.
$(JAR): $(SOURCES)
	@$(if $(PACKAGED),,$(MVN) package -Dmaven.test.skip=true)
	@touch $@

test: ## Runs unit tests, the image's build and the integration tests, and prints their times
	@JAVA_HOME="$(JDK)" src/build/test.sh

check: ## Checks format, lint and the laws
	@$(MVN) spotless:check test -Dtest='io/heddle/laws/*Test'

format: ## Formats all Java sources
	@$(MVN) spotless:apply

docs: ## Writes what is generated: conf/heddle.properties, docs/settings.md, docs/conformance.md, docs/rest.md, src/build/api.txt
	@$(MVN) compile
	@"$(JDK)/bin/java" -cp target/classes io.heddle.config.Reference .
	@$(MVN) test -Dtest='ConformanceTest,ApiTest,RestPageTest' -Ddocs.write=true

bench: image ## Measures the image beside other brokers
	@tests-integration/bench/run $(ARGS)

soak: image ## Runs the long and endless tests against the image
	@tests-integration/soak/run $(ARGS)

crash: ## Kills the image again and again, and looks whether anything is lost (ROUNDS=200; without it endless)
	@$(MVN) install -DskipTests
	@$(MAKE) --no-print-directory image PACKAGED=yes
	@mkdir -p tests-integration/target/classes
	@cd tests-integration && JAVA_HOME="$(JDK)" ../src/build/mvn.sh test-compile surefire:test -Dtest=CrashTest -Djunit.jupiter.execution.timeout.mode=disabled \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dcrash.rounds=$(or $(ROUNDS),0) $(ARGS)

clean: ## Removes everything that was built
	@rm -rf target tests-integration/target tests-integration/{consumers,extensions}/target tests-integration/{consumers,extensions}/*/target
