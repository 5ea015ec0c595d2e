"""The laptop is gone: what a researcher types to have it all back, and to be rid of what must go."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import Desk

TEXT = "Günel Rəhimova gecə qatarı ilə Tbilisiyə çatdı və heç kimə zəng etmədi."


def test_make_test_lose_restore(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    code = desk.testimony(desk.case(), TEXT)
    made = desk.does("backup", "make", desk.vault, stick)
    assert made["proof"]["records"] == 1
    assert made["proof"]["sealed"]
    tested = desk.does("backup", "test", "--latest", desk.vault)
    assert tested["backup"] == made["name"]
    assert desk.does("backup", "list", desk.vault)["backups"][0]["tested"]

    desk.vault.rename(tmp_path / "seized")
    desk.does("backup", "test", stick / made["name"])
    desk.does("backup", "restore", stick / made["name"], desk.vault)

    assert desk.does("show", desk.vault, code)["text"] == TEXT
    assert desk.does("vault", "check", desk.vault)["problems"] == []
    assert desk.run("backup", "restore", stick / made["name"], desk.vault).code == 48


def test_a_damaged_backup_is_refused_by_name(desk: Desk, tmp_path: Path) -> None:
    desk.testimony(desk.case(), TEXT)
    made = desk.does("backup", "make", desk.vault, tmp_path)
    database = tmp_path / made["name"] / "vault.db"
    data = bytearray(database.read_bytes())
    data[-1] ^= 1
    database.write_bytes(data)

    assert desk.run("backup", "test", database.parent).code == 81
    assert desk.run("backup", "restore", database.parent, tmp_path / "again").code == 81
    assert not list(tmp_path.glob("again*"))
    assert desk.run("backup", "test", tmp_path).code == 80
    assert desk.run("backup", "make", desk.vault, desk.vault).code == 82


def test_backups_by_themselves_keep_the_newest(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    hints = desk.does("backup", "set", desk.vault, "--to", stick, "--every", 1, "--keep", 1)["hints"]
    assert len(hints) == 1
    assert desk.does("backup", "list", desk.vault)["due"] == "never"
    desk.does("backup", "make", desk.vault)
    assert desk.does("backup", "list", desk.vault)["due"] == ""
    assert len(list(stick.iterdir())) == 1


def test_recycle_purge_and_what_still_holds_it(desk: Desk, tmp_path: Path) -> None:
    code = desk.testimony(desk.case(), TEXT)
    made = desk.does("backup", "make", desk.vault, tmp_path)
    assert desk.run("purge", desk.vault, code).code == 87
    desk.does("delete", desk.vault, code)
    desk.does("undelete", desk.vault, code)
    desk.does("delete", desk.vault, code)
    assert list(desk.does("purge", desk.vault)["recycled"]) == [code]

    gone = desk.does("purge", desk.vault, "--all-recycled", "--reason", "she asked for it")

    assert gone["codes"] == [code]
    assert gone["still_in"] == [made["name"]]
    assert desk.does("purge", desk.vault)["purged"][0]["reason"] == "she asked for it"
    assert desk.does("backup", "list", desk.vault)["backups"][0]["purged"] == [code]
    assert desk.does("vault", "check", desk.vault)["problems"] == []
    assert desk.does("list", desk.vault)["records"] == []


def test_erasing_a_level_asks_first(desk: Desk) -> None:
    desk.testimony(desk.case(), TEXT)
    plan = desk.does("erase-level", desk.vault, "INTERNAL")
    assert len(desk.does("list", desk.vault)["records"]) == 1
    assert desk.run("erase-level", desk.vault, "INTERNAL", "--confirm", plan["phrase"]).code == 83
    assert desk.run("erase-level", desk.vault, "INTERNAL", "--confirm", "yes").code == 84
    desk.does("erase-level", desk.vault, "INTERNAL", "--confirm", plan["phrase"], "--without-backup")
    assert desk.does("list", desk.vault)["records"] == []
    assert desk.does("vault", "check", desk.vault)["problems"] == []
