"""The parts list of this installation (CycloneDX 1.6, JSON): every package that the program loads, with the hash of the
wheel that the lock names, and the libraries that lie inside wheels and have versions of their own.

`packaging/sbom.py [FILE]`, by default to build/sbom.cdx.json.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import sqlcipher3  # noqa: E402, TID251 - asked for its version only

import fieldnotes  # noqa: E402
from fieldnotes.crypto import selftest  # noqa: E402

LOCKS = ROOT / "packaging" / "locks"
_LINE = re.compile(r"^([A-Za-z0-9._-]+)==([^ \\\n]+)(.*(?:\n[ \t].*)*)", re.MULTILINE)
_CLASSIFIER = "License :: "
_UNSAID = {"sqlcipher3": "Zlib"}
"""What a package says in its LICENSE file only."""
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", nargs="?", type=Path, default=ROOT / "build" / "sbom.cdx.json")
    out: Path = parser.parse_args().out
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(bill(), indent=2) + "\n", encoding="utf-8")
    print(out)


def bill() -> dict[str, object]:
    """The whole list. It has no serial number and no moment, so that the same installation gives the same bytes."""
    components = sorted([*_packages(), *_inside()], key=lambda one: str(one["name"]).lower())
    own = {"type": "application", "name": "fieldnotes", "version": fieldnotes.__version__, "bom-ref": "fieldnotes"}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": own},
        "components": components,
        "dependencies": [{"ref": "fieldnotes", "dependsOn": [one["bom-ref"] for one in components]}],
    }


def _packages() -> Iterator[dict[str, object]]:
    """Packages of the lock that a user's installation has, as they are installed here."""
    for name, version, hashes in _locked():
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        told: dict[str, object] = {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name.lower()}@{found.version}",
            "name": name,
            "version": found.version,
            "purl": f"pkg:pypi/{name.lower()}@{found.version}",
        }
        told["licenses"] = _licences(found.metadata)
        if found.version == version:
            told["hashes"] = [{"alg": "SHA-256", "content": digest} for digest in hashes]
        yield told


def _licences(told: metadata.PackageMetadata) -> list[dict[str, object]]:
    """An SPDX expression where the package gives one (PEP 639), or else the words by which it names its licence."""
    if "License-Expression" in told:
        return [{"expression": told["License-Expression"]}]
    name = "".join(told.get_all("License") or ())
    if not name or "\n" in name:
        classifiers = [one for one in told.get_all("Classifier") or () if one.startswith(_CLASSIFIER)]
        name = classifiers[0].rpartition(" :: ")[2] if classifiers else _UNSAID.get(told["Name"], "not said")
    return [{"license": {"name": name}}]


def _locked() -> Iterator[tuple[str, str, list[str]]]:
    text = (LOCKS / "runtime.txt").read_text(encoding="utf-8")
    for found in _LINE.finditer(text):
        yield found[1], found[2], _HASH.findall(found[3])


def _inside() -> Iterator[dict[str, object]]:
    """What wheels bring with them: both copies of OpenSSL, and SQLCipher with its SQLite."""
    connection = sqlcipher3.connect(":memory:")
    connection.execute("PRAGMA key = 'only asked for its version'")
    cipher, provider = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("cipher_version", "cipher_provider_version")
    )
    connection.close()
    told = [
        ("OpenSSL", selftest.library(), "cryptography", "Apache-2.0"),
        ("OpenSSL", provider, "sqlcipher3", "Apache-2.0"),
        ("SQLCipher", cipher, "sqlcipher3", "BSD-3-Clause"),
        ("SQLite", sqlcipher3.sqlite_version, "sqlcipher3", "blessing"),
    ]
    for name, version, wheel, licence in told:
        number = re.sub(r"^\D*", "", version).split(" ")[0]
        yield {
            "type": "library",
            "bom-ref": f"{wheel}/{name.lower()}@{number}",
            "name": name,
            "version": number,
            "licenses": [{"license": {"id": licence}}],
            "properties": [{"name": "fieldnotes:inside", "value": wheel}],
        }


if __name__ == "__main__":
    main()
