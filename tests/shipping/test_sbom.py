"""The parts list names everything that this installation loads, by version and by the hash of the lock."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import metadata
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


def test_it_has_the_form_that_cyclonedx_asks_for(tmp_path: Path) -> None:
    """bom-1.6.schema.json: unique references, hashes in hex, a licence either as one expression or by id or name."""
    told = json.loads(_listed(tmp_path / "a.json"))
    references = [one["bom-ref"] for one in told["components"]]
    assert len(references) == len(set(references))
    assert told["dependencies"] == [{"ref": "fieldnotes", "dependsOn": references}]
    assert set(told) == {"bomFormat", "specVersion", "version", "metadata", "components", "dependencies"}
    for one in told["components"]:
        assert set(one) <= {"type", "bom-ref", "name", "version", "purl", "licenses", "hashes", "properties"}
        assert (one["type"], bool(one["name"]), bool(one["version"])) == ("library", True, True)
        assert all(re.fullmatch(r"[0-9a-f]{64}", found["content"]) for found in one.get("hashes", []))
        (licence,) = one["licenses"]
        assert set(licence) == {"expression"} or set(licence["license"]) in ({"id"}, {"name"})


def test_every_part_says_its_version_as_installed_and_its_licence(tmp_path: Path) -> None:
    told = json.loads(_listed(tmp_path / "a.json"))
    assert "not said" not in json.dumps([one["licenses"] for one in told["components"]])
    for one in told["components"]:
        if "purl" in one:
            assert metadata.version(one["name"]) == one["version"]
            assert one["purl"] == f"pkg:pypi/{one['name']}@{one['version']}"
    licences = {one["name"]: one["licenses"][0] for one in told["components"]}
    assert licences["sqlcipher3"] == {"license": {"name": "Zlib"}}
    assert licences["SQLCipher"] == {"license": {"id": "BSD-3-Clause"}}
    assert licences["segno"] == {"license": {"name": "BSD License"}}
