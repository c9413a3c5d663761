#!/bin/sh
# Bring .venv up to date with a lock file:  scripts/venv.sh [test]
# Quick when nothing changed: a stamp in .venv holds what was installed, and no network is touched.
set -eu
cd "$(dirname "$0")/.."
. scripts/lib.sh

PYTHON=${PYTHON:-python3}
lock=requirements${1:+-$1}.txt
stamp=.venv/$lock.stamp

wanted() { echo "$PWD"; cat "$1" pyproject.toml; }
if [ -x .venv/bin/zhize ] && [ -x .venv/bin/python ] && wanted "$lock" | cmp -s - "$stamp"; then exit 0; fi

command -v "$PYTHON" >/dev/null || die "no $PYTHON here; name a Python 3.11 or newer: make PYTHON=/path/to/python3"
version=$("$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])') || die "$PYTHON does not run"
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    die "$PYTHON is Python $version, zhize needs 3.11 or newer: make PYTHON=/path/to/python3"

has_venv() { "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; }
if ! has_venv; then  # Debian keeps these two modules in a package of their own
    debian "python$version-venv"
    has_venv || die "$PYTHON has no venv and ensurepip modules; name another one: make PYTHON=/path/to/python3"
fi

# A virtual environment cannot be moved, and one without a Python or a pip is of no use.
if [ "$(head -n 1 .venv/place 2>/dev/null)" != "$PWD" ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    say "creating .venv with Python $version ..."
    rm -rf .venv
    "$PYTHON" -m venv .venv
    echo "$PWD" >.venv/place
fi

say "installing $lock ..."
rm -f .venv/*.stamp
pip() { .venv/bin/python -m pip --quiet --disable-pip-version-check "$@"; }
export PIP_ROOT_USER_ACTION=ignore
pip install --only-binary :all: --require-hashes -r "$lock"
pip install --no-deps --no-build-isolation -e .
for done in requirements.txt "$lock"; do wanted "$done" >".venv/$done.stamp"; done  # the test lock holds the other
