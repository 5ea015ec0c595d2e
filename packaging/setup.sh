#!/usr/bin/env bash
# Makes this checkout ready to run: a Python environment in .venv, and the Debian packages that Qt needs.
# Usage: packaging/setup.sh [run|test]; `test` adds what only the test suite needs. Does nothing when nothing changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
unset PYTHONHOME PYTHONPATH VIRTUAL_ENV PIP_USER PIP_TARGET PIP_PREFIX

readonly purpose="${1:-run}"
readonly venv=".venv"
readonly venv_python="$venv/bin/python"
readonly build_lock="packaging/locks/build.txt"
readonly lock="packaging/locks/dev.txt"

say() { printf 'setup: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

case "$purpose" in
    run | test) ;;
    *) fail "usage: packaging/setup.sh [run|test]" ;;
esac

# --- Debian packages -------------------------------------------------------------------------------------------

as_root=()
can_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] && return 0
    command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1 && as_root=(sudo -n)
}

installed() {
    dpkg-query --show --showformat='${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

# Prints the first name of each line of the given lists of which no alternative is installed.
missing_of() {
    local line name found
    sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$@" | while IFS= read -r line; do
        found=""
        for name in ${line//|/ }; do
            if installed "$name"; then found=yes; break; fi
        done
        [ -n "$found" ] || printf '%s\n' "${line%%|*}"
    done
}

apt_install() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq update </dev/null >/dev/null &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends "$@" </dev/null >/dev/null
}

debian_packages() {
    command -v dpkg-query >/dev/null 2>&1 || return 0
    local missing
    missing="$(missing_of "$@" | tr '\n' ' ')"
    missing="${missing% }"
    [ -n "$missing" ] || return 0
    if can_install; then
        say "installing Debian packages: $missing"
        # The list is ours and holds plain package names, so it is split on purpose.
        # shellcheck disable=SC2086
        apt_install $missing && return 0
        say "installing them did not work."
    fi
    say "these Debian packages are missing: $missing. As root: apt-get install --no-install-recommends $missing"
}

# --- Python ----------------------------------------------------------------------------------------------------

usable_python() {
    "$1" -c 'import sys, venv, ensurepip; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.11 python3.12 python3.13 python3.14 python; do
        if command -v "$candidate" >/dev/null 2>&1 && usable_python "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

python_or_fail() {
    find_python && return 0
    if can_install; then
        say "installing Debian packages: python3 python3-venv"
        apt_install python3 python3-venv && find_python && return 0
    fi
    fail "no Python 3.11 or newer with the venv module was found. Install one (on Debian: python3 and" \
        "python3-venv), or name it: PYTHON=/path/to/python3.11 make ..."
}

digest() { "$venv_python" -c 'import hashlib, sys
state = hashlib.sha256(sys.version.encode())
for name in sys.argv[1:]:
    with open(name, "rb") as stream:
        state.update(hashlib.sha256(stream.read()).digest())
print(state.hexdigest())' "$@"; }

# A stamp holds the digest of what was installed; it is written last, so work cut short is done again.
stamped() { [ -f "$venv/$1" ] && [ "$(cat "$venv/$1")" = "$2" ]; }

# False for a .venv that is half made, whose Python went away, or that was moved here from another folder.
healthy_venv() {
    [ -f "$venv/pyvenv.cfg" ] && grep -qsF "$PWD/$venv" "$venv/bin/activate" &&
        "$venv_python" -m pip --version >/dev/null 2>&1 && usable_python "$venv_python"
}

pip_install() {
    "$venv_python" -m pip install --quiet --quiet --disable-pip-version-check --no-input --no-deps --no-build-isolation "$@" \
        </dev/null >&2
}

locked_packages() {
    local wanted
    wanted="$(digest "$build_lock" "$lock")"
    stamped .lock-installed "$wanted" && return 0
    say "installing the $(grep -c '==' "$lock") packages of $lock (checked against their hashes)"
    # Build tools first, so that the one package without a wheel is built by locked tools too.
    if ! { pip_install --require-hashes --only-binary :all: --requirement "$build_lock" &&
        pip_install --require-hashes --only-binary :all: --no-binary bagit --requirement "$lock"; }; then
        fail "the packages could not be installed; see above. Run the same command again to go on where it stopped."
    fi
    printf '%s\n' "$wanted" >"$venv/.lock-installed"
}

this_checkout() {
    local wanted
    wanted="$(digest pyproject.toml)"
    stamped .checkout-installed "$wanted" && return 0
    pip_install --no-index --editable . ||
        fail "the checkout itself could not be installed; see above."
    printf '%s\n' "$wanted" >"$venv/.checkout-installed"
}

lists=(packaging/debian-packages.txt)
[ "$purpose" = test ] && lists+=(packaging/debian-test-packages.txt)
debian_packages "${lists[@]}"

if ! healthy_venv; then
    python="$(python_or_fail)"
    say "making $venv with $("$python" --version)"
    "$python" -m venv --clear "$venv" </dev/null || fail "$venv could not be made; see above."
fi
locked_packages
this_checkout

"$venv_python" -c 'import PySide6.QtWidgets, PySide6.QtSvg' >/dev/null 2>&1 ||
    fail "Qt cannot be loaded: $("$venv_python" -c 'import PySide6.QtWidgets, PySide6.QtSvg' 2>&1 | tail -n 1)." \
        "It needs the packages of packaging/debian-packages.txt."
