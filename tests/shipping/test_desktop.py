"""What the desktop is told: files that its own validators accept, types that match our names, nothing left behind."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QImage

from fieldnotes.bundle.review_file import SUFFIX
from fieldnotes.services import opening
from tests.helpers.vaults import ROOT

DESKTOP = ROOT / "resources" / "desktop"
ID = "org.fieldnotes.FieldNotes"
TYPES = "{http://www.freedesktop.org/standards/shared-mime-info}"
NEEDED = "it is in packaging/debian-test-packages.txt"


@pytest.fixture(scope="module")
def desktop() -> ModuleType:
    spec = importlib.util.spec_from_file_location("packaging_desktop", ROOT / "packaging" / "desktop.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def installed(desktop: ModuleType, tmp_path: Path) -> Path:
    """A data folder into which everything was put."""
    data = tmp_path / "share"
    desktop.install(data, Path("/somewhere/with space/bin/fieldnotes"))
    return data


def tool(name: str) -> str:
    found = shutil.which(name)
    assert found, f"{name} is needed; {NEEDED}"
    return found


def entry(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


# --- valid files --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", "Notes; 100 %", "Dəftər"])
def test_the_desktop_entry_passes_the_desktop_s_own_check(desktop: ModuleType, tmp_path: Path, name: str) -> None:
    made = tmp_path / f"{ID}.desktop"
    made.write_text(desktop.entry(Path("/odd %place/$x/`y`/fieldnotes"), name), encoding="utf-8")

    for path in (made, DESKTOP / made.name):
        checked = subprocess.run(
            [tool("desktop-file-validate"), str(path)], capture_output=True, text=True, check=False
        )
        assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")


def test_the_appstream_file_passes_its_check() -> None:
    command = [tool("appstreamcli"), "validate", "--no-net", str(DESKTOP / f"{ID}.metainfo.xml")]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout


def test_the_files_name_one_another() -> None:
    told = entry((DESKTOP / f"{ID}.desktop").read_text(encoding="utf-8"))
    types = {one.get("type") for one in ET.parse(DESKTOP / f"{ID}.xml").iter(f"{TYPES}mime-type")}
    stream = ET.parse(DESKTOP / f"{ID}.metainfo.xml").getroot()

    assert {one.text for one in stream.iter("mediatype")} == types == set(told["MimeType"].strip(";").split(";"))
    assert [one.text for one in stream.iter("launchable")] == [f"{ID}.desktop"]
    assert told["Icon"] == ID


@pytest.mark.parametrize("word", ["exile", "testimon", "political", "interviewee", "source", "prison"])
def test_nothing_that_the_desktop_shows_says_what_it_is_for(word: str) -> None:
    for path in DESKTOP.iterdir():
        assert word not in path.read_text(encoding="utf-8").casefold().replace("xml:space", "")


# --- types --------------------------------------------------------------------------------------------------------


def test_bundles_and_reviews_are_known_by_their_names_and_other_encrypted_files_are_not(installed: Path) -> None:
    tool("update-mime-database")
    names = ("FN-2026-0001.age", f"remarks{SUFFIX}", "holiday.age", "notes.txt")
    code = (
        "import sys; from PySide6.QtCore import QMimeDatabase;"
        "print(*(QMimeDatabase().mimeTypeForFile(name, QMimeDatabase.MatchMode.MatchExtension).name()"
        " for name in sys.argv[1:]), sep='\\n')"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, *names],
        env={"PATH": os.environ["PATH"], "XDG_DATA_HOME": str(installed), "HOME": str(installed)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = answer.stdout.split()

    assert found[:2] == ["application/vnd.fieldnotes.bundle", "application/vnd.fieldnotes.review"]
    assert not any("fieldnotes" in name for name in found[2:])


def test_what_the_desktop_calls_a_review_is_one_for_the_window() -> None:
    assert opening.REVIEW_SUFFIX == SUFFIX
    assert opening.kind_of(Path(f"x{SUFFIX}")) is opening.Opened.REVIEW
    assert opening.kind_of(Path("FN-2026-0001.age")) is opening.Opened.BUNDLE
    assert opening.kind_of(Path("notes.fieldnotes")) is opening.Opened.VAULT


# --- installing ---------------------------------------------------------------------------------------------------


def test_the_entry_starts_this_program_with_one_file(installed: Path) -> None:
    told = entry((installed / "applications" / f"{ID}.desktop").read_text(encoding="utf-8"))

    assert told["Exec"] == '"/somewhere/with space/bin/fieldnotes" %f'


def test_another_name_takes_the_telling_words_with_it(desktop: ModuleType) -> None:
    told = entry(desktop.entry(Path("/bin/fieldnotes"), "Recipes"))

    assert told["Name"] == "Recipes"
    assert not any(key.startswith(("GenericName", "Comment")) for key in told)


def test_a_name_of_two_lines_is_refused(desktop: ModuleType) -> None:
    with pytest.raises(ValueError, match="one line"):
        desktop.entry(Path("/bin/fieldnotes"), "Notes\nExec=other")


def test_every_icon_has_its_size_and_is_not_empty(desktop: ModuleType, installed: Path) -> None:
    pictures = sorted(installed.rglob("*.png"))
    assert len(pictures) == 3 * len(desktop.SIZES)
    for path in pictures:
        image = QImage(str(path))
        assert f"{image.width()}x{image.height()}" == path.parts[-3]
        assert any(image.pixelColor(at, image.height() // 2).alpha() for at in range(image.width()))


def test_removing_takes_away_what_was_installed_and_nothing_else(desktop: ModuleType, installed: Path) -> None:
    other = installed / "applications" / "other.desktop"
    other.write_text("[Desktop Entry]\n", encoding="utf-8")

    desktop.remove(installed)

    assert other.exists()
    assert not [path for path in installed.rglob("*") if path.is_file() and ID in path.name]
