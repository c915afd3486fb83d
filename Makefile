# Recourse: two commands matter, `make run` and `make test`.
# Both install the Debian packages they need (as root or through sudo).

BIN      := build/recourse
VERSION  := $(shell sed -n 's/^Version *= *"\(.*\)"/\1/p' FyneApp.toml)
# x11: input methods work there; gles: Mesa's headers suffice and cgo is quick;
# migrated_fynedo: the window keeps to one thread, so the checks are not needed.
TAGS     := x11,gles,migrated_fynedo
LDFLAGS  := -X main.version=$(VERSION)
GO       ?= go

BUILD_PACKAGES := gcc libc6-dev pkg-config libgl1-mesa-dev libx11-dev libxcursor-dev libxrandr-dev \
	libxinerama-dev libxi-dev libxxf86vm-dev libgl1 libgles2
TEST_PACKAGES  := postgresql-15 xvfb xdotool imagemagick poppler-utils qpdf

.PHONY: run build test check packages test-packages walk shots bench torture clean

run: build
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		[ -e build/sample/office.recourse ] || $(BIN) demo build/sample; \
		exec $(BIN) --office build/sample/office.recourse; \
	else \
		echo "No display here: walking the main job without a window."; \
		.ci/walk $(BIN) build/walk; \
	fi

build: packages
	$(GO) build -tags $(TAGS) -ldflags "$(LDFLAGS)" -o $(BIN) ./app

packages:
	@.ci/install $(BUILD_PACKAGES)

test-packages: packages
	@.ci/install --optional $(TEST_PACKAGES)

test: test-packages check build
	$(GO) test -tags ci -shuffle=on -count=1 -timeout 15m ./...
	RECOURSE_BIN=$(CURDIR)/$(BIN) RECOURSE_SHOTS=$(CURDIR)/build/journey \
		$(GO) test -tags ci -count=1 -run TestWindow ./app

check:
	@test -z "$$(gofmt -l app assets cases importexport review)" || { gofmt -l app assets cases importexport review; exit 1; }
	$(GO) vet -tags ci ./...

walk: build
	.ci/walk $(BIN) build/walk

shots: build
	.ci/shots $(BIN) build/shots

bench: build
	$(BIN) bench all

# Takes one to two hours on two cores; broken off, it goes on where it was.
# SHARE=4 tries four places of each fault.
SHARE ?= 0
torture: build
	$(GO) run -tags ci ./app/torture/run -bin $(BIN) -share $(SHARE) -journal build/torture.journal

clean:
	rm -rf build
