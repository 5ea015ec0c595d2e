"""The parts list names everything that this installation loads, by version and by the hash of the lock."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from fieldnotes.audit.probes.packages import loaded
from fieldnotes.crypto import selftest
from tests.architecture.checkout import ROOT


def _listed(out: Path) -> bytes:
    subprocess.run([sys.executable, str(ROOT / "packaging" / "sbom.py"), str(out)], check=True, capture_output=True)
    return out.read_bytes()


def test_the_list_is_the_same_twice_and_names_both_copies_of_openssl(tmp_path: Path) -> None:
    first = _listed(tmp_path / "a.json")
    assert first == _listed(tmp_path / "b.json")
    told = json.loads(first)
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    inside = {(one["name"], one["properties"][0]["value"]) for one in told["components"] if "properties" in one}
    assert {("OpenSSL", "cryptography"), ("OpenSSL", "sqlcipher3"), ("SQLCipher", "sqlcipher3")} <= inside
    versions = {one["version"] for one in told["components"] if one["name"] == "OpenSSL"}
    assert selftest.library().split(" ")[1] in versions


def test_every_package_of_the_lock_has_its_hashes(tmp_path: Path) -> None:
    told = json.loads(_listed(tmp_path / "a.json"))
    packages = {one["name"].lower(): one for one in told["components"] if "purl" in one}
    assert all(one["hashes"] for one in packages.values())
    names = {distribution.name.lower() for distribution in loaded()} & {
        "cryptography",
        "sqlcipher3",
        "keyring",
        "shiboken6",
    }
    assert names <= set(packages)
    assert {"cryptography", "sqlcipher3"} <= set(packages)
