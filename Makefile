# Everything a person types. Works with GNU make 3.81 (macOS), so: no .ONESHELL, no grouped targets.
# Paths stay relative, so that a folder with spaces or Thai in its name works.

SHELL := /bin/sh
BIN := .venv/bin

# The first that is new enough *and* has venv: a pyenv shim or Debian's bare python3 may exist and still not work.
ifndef PYTHON
PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3; do \
  $$p -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
endif

# Stamps are named after the content they stand for: a checkout changes times, not content.
SITE_STAMP := .venv/.site-$(shell cat requirements.lock pyproject.toml | cksum | tr -d ' ')
DEV_STAMP := .venv/.dev-$(shell cat requirements-dev.lock pyproject.toml | cksum | tr -d ' ')

# Likewise what npm brings: the form editor alone, or with it the packages that only the tests need.
EDITOR_STAMP := node_modules/.editor-$(shell cat package-lock.json .npmrc | cksum | tr -d ' ')
NPM_STAMP := node_modules/.made-$(shell cat package-lock.json .npmrc | cksum | tr -d ' ')

.NOTPARALLEL:
.PHONY: help site serve edit check test quality lint bench bench-engines bench-gather audit trust doctor lock venv venv-dev machine hugo editor packages clean

help:
	@echo 'make site    สร้างเว็บไซต์ลงใน site/           build the site'
	@echo 'make serve   ดูตัวอย่างสด                      live preview'
	@echo 'make edit    แบบฟอร์มแก้ไขในเครื่อง                form editor on this machine'
	@echo 'make check   ตรวจเนื้อหา ไม่เขียนอะไร            check the content, write nothing'
	@echo 'make test    ทดสอบทั้งหมด                      run every test'
	@echo 'make quality วัดการเข้าถึง ความเร็ว น้ำหนัก       measure access, speed and weight'
	@echo 'make lint    ruff + mypy                     ruff and mypy only'
	@echo 'make bench   วัดเวลา                          measure build times'
	@echo 'make trust   วัดความน่าเชื่อถือ                   crashes, reproducibility, strength of the tests'
	@echo 'make audit   ถามฐานข้อมูลช่องโหว่                known weaknesses of what is locked'
	@echo 'make doctor  เครื่องนี้พร้อมหรือไม่ ต้องติดตั้งอะไร    is this machine ready'
	@echo 'make lock    ทำไฟล์ล็อกใหม่                     re-make the lock files'

site: venv editor
	@$(BIN)/prongsai build
	@echo
	@echo 'ดูเว็บไซต์ที่สร้างแล้ว / look at it:   $(BIN)/python -m http.server -d site 8000   →   http://localhost:8000/'
	@echo 'ดูสดระหว่างแก้ไข / live preview:    make serve'

serve: venv editor
	@$(BIN)/prongsai serve

# The form editor at /admin/, writing into the files here; the program beside it stands in for a git service.
edit: venv packages
	@command -v npm >/dev/null || { echo 'ต้องมี Node.js (npm) / Node.js (npm) is needed'; exit 2; }
	@BIND_HOST=127.0.0.1 MODE=fs LOG_LEVEL=error node node_modules/decap-server/dist/index.js & \
	  trap "kill $$!" EXIT; echo 'แบบฟอร์มแก้ไข / form editor: http://127.0.0.1:8000/admin/'; $(BIN)/prongsai serve

check: venv
	@$(BIN)/prongsai check

test: venv-dev machine packages lint
	$(BIN)/python -m pytest -n auto

quality: venv-dev machine packages
	$(BIN)/python tests/quality.py

lint: venv-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Beside other people's engines, at 1,000 and 5,000 pages: some twenty minutes.
bench: venv-dev hugo
	$(BIN)/python tests/bench.py

# MkDocs, ProperDocs and Zensical on the office's own pages.
bench-engines: venv-dev
	$(BIN)/python tests/bench_engines.py

# 225 made-up offices × 43 items × 3 years, read into one set and asked.
bench-gather: venv-dev
	$(BIN)/python tests/bench_gather.py

trust: venv-dev machine packages
	$(BIN)/python tests/trust.py

# Of the locks alone, with nothing installed, so that it runs where a weakness would be.
audit:
	@'$(or $(PYTHON),python3)' -I .github/scripts/supply.py audit

# Where the packages are missing, or Python is too old for them, the half of it that needs none of them.
doctor:
	@if $(BIN)/prongsai --help >/dev/null 2>&1; then exec $(BIN)/prongsai doctor; fi; \
	  exec '$(or $(PYTHON),python3)' -I generator/doctor.py

# ---- environments ----------------------------------------------------------------------------------------------------

venv: $(SITE_STAMP)
venv-dev: $(DEV_STAMP)

.venv/bin/pip:
	@test -n '$(PYTHON)' || { \
	  echo 'ต้องมี Python 3.11 ขึ้นไปพร้อม venv  (Debian/Ubuntu: apt-get install python3-venv)  หรือสั่ง make PYTHON=/path/to/python'; \
	  echo 'Python 3.11 or newer with venv is needed (Debian/Ubuntu: apt-get install python3-venv), or say make PYTHON=/path/to/python'; \
	  exit 2; }
	'$(PYTHON)' -m venv .venv

# The lock is installed with hashes; our own package after it, without asking anybody for anything.
$(SITE_STAMP): .venv/bin/pip
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@rm -f .venv/.site-* .venv/.dev-*; touch '$@'

$(DEV_STAMP): .venv/bin/pip
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@rm -f .venv/.site-* .venv/.dev-*; touch '$@' '$(SITE_STAMP)'

# ---- what npm brings -------------------------------------------------------------------------------------------------

# The program of the form editor, two packages. Without npm, or without a network, the site is built without /admin/.
editor:
	@test ! -e '$(NPM_STAMP)' && test ! -e '$(EDITOR_STAMP)' && command -v npm >/dev/null || exit 0; \
	{ npm ci --omit=dev --loglevel=error && touch '$(EDITOR_STAMP)'; } \
	  || echo 'ติดตั้งแบบฟอร์มแก้ไขไม่ได้ เว็บไซต์จะไม่มี /admin/ / the form editor could not be installed: no /admin/'

# ---- what only the tests need ----------------------------------------------------------------------------------------

CHROME_MAC := /Applications/Google Chrome.app/Contents/MacOS/Google Chrome

# A browser, Node and Java that are here, else the system's package manager. Thai fonts are asked for too, but the tests
# run without. Without Node or Java their tests are skipped and say so; .ci/run makes that a failure.
machine:
	@missing=''; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	  || test -x '$(CHROME_MAC)' || missing='chromium'; \
	command -v npm >/dev/null || missing="$$missing nodejs npm"; \
	java -version >/dev/null 2>&1 || missing="$$missing default-jre-headless"; \
	if command -v apt-get >/dev/null && ! dpkg -s libfribidi0 >/dev/null 2>&1; then missing="$$missing libfribidi0"; fi; \
	if command -v apt-get >/dev/null && ! dpkg -s fonts-thai-tlwg >/dev/null 2>&1; then missing="$$missing fonts-thai-tlwg"; fi; \
	test -n "$$missing" || exit 0; \
	root=''; test "$$(id -u)" = 0 || root='sudo -n'; \
	if command -v apt-get >/dev/null && $$root true 2>/dev/null; then \
	  $$root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$root apt-get install -y -qq --no-install-recommends $$missing && exit 0; \
	fi; \
	case "$$missing" in *chromium*) \
	  echo 'การทดสอบต้องใช้เบราว์เซอร์ Chromium หรือ Chrome กรุณาติดตั้งแล้วสั่ง make test อีกครั้ง'; \
	  echo 'The tests need Chromium or Chrome: please install one and run make test again.'; exit 2;; esac; \
	case "$$missing" in *npm*|*jre*) \
	  echo 'ไม่มี Node (npm) หรือ Java การทดสอบที่ต้องใช้จะถูกข้าม / without Node (npm) or Java, the tests that need them are skipped';; esac

# Hugo from its package, for `make bench` alone, which says so where there is none.
hugo:
	@command -v hugo >/dev/null && exit 0; root=''; test "$$(id -u)" = 0 || root='sudo -n'; \
	if command -v apt-get >/dev/null && $$root true 2>/dev/null; then \
	  $$root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$root apt-get install -y -qq --no-install-recommends hugo && exit 0; \
	fi; \
	echo 'ไม่มี Hugo จะวัดโดยไม่เทียบกับ Hugo / without Hugo, it is not compared with'

# No package may run a script of its own while it is installed (.npmrc), and the lock holds a hash of each.
packages:
	@test ! -e '$(NPM_STAMP)' && command -v npm >/dev/null || exit 0; \
	npm ci --loglevel=error && touch '$(NPM_STAMP)'

# ---- locks -----------------------------------------------------------------------------------------------------------

UV := .venv-lock/bin/uv
COMPILE := env PIP_CONFIG_FILE=/dev/null $(UV) pip compile --quiet --no-config --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --upgrade pyproject.toml --group build

# Resolved for every platform and Python ≥ 3.11 at once (pip-compile locks only the machine it runs on), with the
# hashes of every file of each version. No header, because it would record this machine's options.
lock:
	'$(PYTHON)' -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv==0.13.9
	$(COMPILE) -o requirements.lock >/dev/null
	$(COMPILE) --group dev -c requirements.lock -o requirements-dev.lock >/dev/null
	rm -rf .venv-lock

clean:
	rm -rf .venv .venv-lock .prongsai site build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage node_modules
