"""Scenario 13, the border: leave with a custodian's proof, work on the road, come back and merge with the office."""

from __future__ import annotations

import json
import shutil
import unicodedata
from pathlib import Path

import pytest

from tests.e2e.conftest import Desk

NAME, ALIAS = "Səadət Qurbanzadə", "Саадат Курбанзаде"
PLACE = "Xaçmaz bağındakı ev"
DIRECT = ["--same-volume-ok"]


@pytest.fixture
def case(desk: Desk) -> str:
    code = desk.case("Bağ evləri")
    desk.person(NAME, "--alias", ALIAS, "--role", "source", "--level", "ANONYMOUS")
    desk.testimony(code, f"{NAME} dedi ki, {PLACE} boşdur.")
    return code


def custodian(desk: Desk) -> tuple[Path, Path]:
    identity, card = desk.folder / "lead.identity", desk.folder / "lead.card"
    desk.does("identity", "new", identity, "--name", "Lead", opens=False)
    card.write_text(desk.does("identity", "card", identity, opens=False)["card"], encoding="utf-8")
    return identity, card


def leave(desk: Desk, *more: object) -> tuple[Path, Path]:
    """Leave SEALED and INTERNAL with a custodian; the package and her identity."""
    identity, card = custodian(desk)
    package = desk.folder / "journey.fnr"
    wrote = desk.does("travel", "leave", desk.vault, "--package", package, "--to", card, *DIRECT, *more)
    assert wrote["removed"] is False
    words = desk.does("travel", "check", package, "--identity", identity, opens=False)["words"]
    assert len(words) == 8
    done = desk.does("travel", "leave", desk.vault, "--confirmation", " ".join(words))
    assert (done["removed"], done["lingering"]) == (True, 0)
    return package, identity


def in_the_folder(folder: Path, text: str) -> bool:
    forms = [
        unicodedata.normalize(form, text).encode(codec) for form in ("NFC", "NFD") for codec in ("utf-8", "utf-16")
    ]
    return any(form in path.read_bytes() for path in folder.rglob("*") if path.is_file() for form in forms)


def test_the_border(desk: Desk, case: str) -> None:
    package, identity = leave(desk)

    assert desk.does("list", desk.vault)["records"] == []
    assert [entry["name"] for entry in desk.does("person", "list", desk.vault, "--reveal")["persons"]] == [None]
    status = desk.does("travel", "status", desk.vault)["away"]
    assert (status["levels"], status["records"], status["names"]) == (["SEALED", "INTERNAL"], 1, 1)
    for text in (NAME, ALIAS, PLACE):
        assert not in_the_folder(desk.vault, text)

    new = desk.person("Rəşad Babazadə", "--role", "relative")
    note = desk.testimony(case, "Yolda yeni adamla görüşdüm.")
    assert [found["code"] for found in desk.does("search", desk.vault, "görüşdüm")["records"]] == [note]
    refused = desk.run("review-hits", desk.vault, "--case", case, "--audience", "editor")
    assert refused.code == 28
    assert "left behind" in refused.err

    desk.does("travel", "return", desk.vault, "--package", package, "--identity", identity)

    people = {entry["code"]: entry["name"] for entry in desk.does("person", "list", desk.vault, "--reveal")["persons"]}
    assert people == {"S-001": NAME, new: "Rəşad Babazadə"}
    assert desk.does("show", desk.vault, "T-001")["text"] == f"{NAME} dedi ki, {PLACE} boşdur."
    assert desk.does("travel", "status", desk.vault)["away"] is None
    assert desk.does("vault", "check", desk.vault)["problems"] == []
    assert {found["code"] for found in desk.does("search", desk.vault, "Yolda OR boşdur")["records"]} == {"T-001", note}


def test_the_office_went_on_meanwhile(desk: Desk, case: str) -> None:
    home = desk.folder / "office.fieldnotes"
    shutil.copytree(desk.vault, home)
    package, identity = leave(desk)
    road = desk.testimony(case, "Yolda yazılan.")
    laptop, desk.vault = desk.vault, home
    desk.person("Leyla Ofisdən", "--role", "lawyer")
    office = desk.testimony(case, "Ofisdə yazılan.")
    desk.vault = laptop
    assert road == office

    back = desk.does("travel", "return", desk.vault, "--package", package, "--identity", identity, "--home", home)

    assert back["recoded"] == {office: "T-003"}
    assert [back[what] for what in ("levels", "verdicts", "purged", "kept")] == [[], [], [], []]
    texts = {desk.does("show", desk.vault, code)["text"] for code in ("T-002", "T-003")}
    assert texts == {"Yolda yazılan.", "Ofisdə yazılan."}
    people = desk.does("person", "list", desk.vault, "--reveal")["persons"]
    assert {person["name"] for person in people} == {NAME, "Leyla Ofisdən"}
    assert desk.does("vault", "check", desk.vault)["problems"] == []


def test_a_package_under_a_passphrase(desk: Desk, case: str, tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.write_text("armud bulud ceyran dəniz ekran fındıq gilas həyət inci", encoding="utf-8")
    package = desk.folder / "own.fnr"
    options = ["--package", package, "--package-passphrase-file", words]

    done = desk.does("travel", "leave", desk.vault, *options, *DIRECT, "--levels", "SEALED")
    assert done["removed"] is True
    desk.does("travel", "return", desk.vault, *options)

    assert desk.does("person", "list", desk.vault, "--reveal")["persons"][0]["name"] == NAME


def test_refusals_remove_nothing(desk: Desk, case: str, tmp_path: Path) -> None:
    identity, card = custodian(desk)
    package = desk.folder / "journey.fnr"
    short = tmp_path / "short"
    short.write_text("parol123456789", encoding="utf-8")

    same = desk.run("travel", "leave", desk.vault, "--package", package, "--to", card)
    assert (same.code, package.exists()) == (29, False)
    weak = desk.run("travel", "leave", desk.vault, "--package", package, "--package-passphrase-file", short, *DIRECT)
    assert weak.code == 38
    desk.does("travel", "leave", desk.vault, "--package", package, "--to", card, *DIRECT)
    assert desk.run("travel", "leave", desk.vault, "--confirmation", "one two three").code == 29
    bent = bytearray(package.read_bytes())
    bent[-100] ^= 4
    package.write_bytes(bent)
    assert desk.run("travel", "check", package, "--identity", identity, opens=False).code == 69
    assert desk.run("travel", "notice", desk.vault, "--out", tmp_path / "n.html").code == 29

    assert desk.does("show", desk.vault, "T-001")["text"].startswith(NAME)
    assert desk.does("travel", "status", desk.vault)["away"]["waiting"] is True


def test_before_the_border(desk: Desk, case: str) -> None:
    before = desk.run("travel", "check", desk.vault)
    assert before.code == 1
    assert {item["id"]: item["state"] for item in before.data["items"]}["sealed"] == "fail"

    leave(desk)

    after = {item["id"]: item["state"] for item in desk.run("travel", "check", desk.vault).data["items"]}
    assert (after["left"], after["sealed"], after["drafts"], after["folder"]) == ("ok", "ok", "ok", "ok")
    assert after["packages"] == "fail"  # it still lies beside the vault
    assert after["clipboard"] == "todo"


def test_the_page_says_what_is_true_and_no_name(desk: Desk, case: str) -> None:
    leave(desk)
    page = desk.folder / "notice.html"

    desk.does("travel", "notice", desk.vault, "--out", page)

    text = page.read_text(encoding="utf-8")
    assert all(f'lang="{language}"' in text for language in ("en", "az", "ru", "tr"))
    assert "<script" not in text
    assert NAME.split(maxsplit=1)[0] not in text
    assert "another person" in text


def test_every_answer_is_one_json_object(desk: Desk, case: str) -> None:
    package, identity = leave(desk)

    answer = desk.run("travel", "return", desk.vault, "--package", package, "--identity", identity)

    assert json.loads(answer.out)["records"] == ["T-001"]
