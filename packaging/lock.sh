#!/usr/bin/env bash
# Resolves pyproject.toml into packaging/locks: exact versions with hashes, for every system and Python from 3.11 on.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly resolver="build/lock"
[ -x "$resolver/bin/uv" ] || {
    "${PYTHON:-python3}" -m venv --clear "$resolver"
    "$resolver/bin/python" -m pip install --quiet 'uv>=0.9'
}

compile() {
    "$resolver/bin/uv" pip compile --no-config --quiet --universal --python-version 3.11 --no-python-downloads \
        --generate-hashes --no-header --no-emit-index-url --no-emit-find-links "$@"
}

compile pyproject.toml --output-file packaging/locks/runtime.txt
compile --extra dev pyproject.toml packaging/locks/build.in --constraints packaging/locks/runtime.txt \
    --output-file packaging/locks/dev.txt
compile packaging/locks/build.in --constraints packaging/locks/dev.txt --output-file packaging/locks/build.txt
! grep -nE '^--(index-url|extra-index-url|find-links)|://' packaging/locks/*.txt
