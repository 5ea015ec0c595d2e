"""What a fresh machine installs: locked, hashed, complete, and named in the README."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.architecture.checkout import ROOT

LOCKS = ROOT / "packaging" / "locks"
PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==(\S+)", re.MULTILINE)
FONTS = tuple(
    f"Noto{family}-{style}"
    for family, styles in {
        "Sans": ("Regular", "Bold", "Italic"),
        "SansArabic": ("Regular", "Bold"),
        "SansGeorgian": ("Regular", "Bold"),
    }.items()
    for style in styles
)


def canonical(name: str) -> str:
    """A distribution's name as the index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lock: str) -> dict[str, str]:
    text = (LOCKS / lock).read_text(encoding="utf-8")
    return {canonical(name): version for name, version in PINNED.findall(text)}


def required(*, dev: bool) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + (project["optional-dependencies"]["dev"] if dev else [])
    return {canonical(re.split(r"[\s<>=!~;\[]", line, maxsplit=1)[0]) for line in wanted}


def packages(list_name: str) -> set[str]:
    lines = (ROOT / "packaging" / list_name).read_text(encoding="utf-8").splitlines()
    return {line.split("|")[0] for line in lines if line and not line.startswith("#")}


def test_every_dependency_is_locked() -> None:
    assert required(dev=False) <= set(pins("runtime.txt"))
    assert required(dev=True) | {"hatchling", "editables", "pip"} <= set(pins("dev.txt"))


@pytest.mark.parametrize("part", ["runtime.txt", "build.txt"])
def test_the_locks_agree_with_each_other(part: str) -> None:
    assert pins(part).items() <= pins("dev.txt").items()


@pytest.mark.parametrize("lock", ["runtime.txt", "build.txt", "dev.txt"])
def test_every_locked_package_has_hashes_and_no_address(lock: str) -> None:
    text = (LOCKS / lock).read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"^(?=\S)", text, flags=re.MULTILINE) if entry.strip()]

    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert not re.search(r"^--", text, flags=re.MULTILINE)


def test_the_readme_names_every_debian_package() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    wanted = packages("debian-packages.txt") | packages("debian-test-packages.txt")

    assert {name for name in wanted if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", readme)} == set()


@pytest.mark.parametrize("script", ["packaging/setup.sh", "packaging/lock.sh", ".ci/run"])
def test_a_script_can_be_run(script: str) -> None:
    path = ROOT / script

    assert os.access(path, os.X_OK)
    assert path.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")


@pytest.mark.parametrize("icon", sorted((ROOT / "resources" / "icons").glob("*.svg")), ids=lambda path: path.stem)
def test_an_icon_is_drawn_in_the_current_colour_and_holds_no_script(icon: Path) -> None:
    root = ET.parse(icon).getroot()

    assert root.get("viewBox") == "0 0 24 24"
    assert root.get("stroke") == "currentColor"
    assert not [tag for element in root.iter() if (tag := element.tag.rpartition("}")[2]) in {"script", "image", "use"}]


def test_fonts_and_icons_come_with_their_licences() -> None:
    fonts = ROOT / "resources" / "fonts"

    assert {path.stem for path in fonts.glob("*.ttf")} == set(FONTS)
    assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts / "OFL.txt").read_text(encoding="utf-8")
    assert "ISC License" in (ROOT / "resources" / "icons" / "LICENSE").read_text(encoding="utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text(encoding="utf-8")
