"""Ways around the rules that somebody tried, and that must stay closed."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Desk
from tests.e2e.test_bad_input import refused


def test_a_mark_inside_a_sealed_passage_does_not_open_it(desk: Desk) -> None:
    case = desk.case()
    sentence = "The way out passes the old quarry and then the mill"
    code = desk.testimony(case, f"{sentence}, he said.", "--level", "PUBLIC")
    desk.does("mark", desk.vault, code, "--quote", sentence, "--level", "SEALED")
    desk.does("mark", desk.vault, code, "--quote", "quarry", "--level", "PUBLIC")
    assert desk.does("show", desk.vault, code)["effective_level"] == "SEALED"
    assert desk.export(case, "--accept-quasi", "x", "--second", "Kamran").code == 0
    assert desk.read()["records"][0]["text"] == "[…], he said."


def test_marking_the_same_words_lower_needs_a_reason(desk: Desk) -> None:
    code = desk.testimony(desk.case(), "They met at the mill.", "--level", "PUBLIC")
    desk.does("mark", desk.vault, code, "--quote", "at the mill", "--level", "INTERNAL")
    refused(desk.run("mark", desk.vault, code, "--quote", "at the mill", "--level", "PUBLIC"), 17)
    desk.does("mark", desk.vault, code, "--quote", "at the mill", "--level", "PUBLIC", "--reason", "published since")


def test_a_person_cannot_be_made_public_without_the_sealed_passphrase(desk: Desk) -> None:
    other = desk.folder / "other"
    other.write_text("iki dəniz bir qayıq üç ulduz\n", encoding="utf-8")
    vault = desk.folder / "two.fieldnotes"
    desk.does("vault", "create", vault, "--sealed-passphrase-file", other)
    keys = ("--sealed-passphrase-file", other)
    code = desk.does("person", "add", vault, "--name", "Lalə Suvarova", "--level", "ANONYMOUS", *keys)["code"]
    refused(desk.run("level", "set", vault, code, "PUBLIC", "--reason", "x"), 13)
    desk.does("level", "set", vault, code, "INTERNAL")
    desk.does("level", "set", vault, code, "PUBLIC", "--reason", "she agreed in writing", *keys)


def test_a_hit_that_only_one_audience_raises_can_be_settled(desk: Desk) -> None:
    case = desk.case()
    desk.person("Bahar Quşçubaşova", "--level", "ANONYMOUS")
    desk.testimony(case, "Bahar gəldi.", "--level", "INTERNAL", "--language", "az")
    hits = desk.does("review-hits", desk.vault, "--case", case, "--audience", "internal")["hits"]
    assert hits
    for hit in hits:
        desk.does("decide", desk.vault, "--case", case, "--hit", hit["id"], "--as", "keep")
    assert desk.export(case, audience="internal").code == 0


@pytest.mark.parametrize("name", ["\u200b\u202e \u200b", "---", "x" * 300])
def test_a_name_that_could_never_be_found_is_refused(desk: Desk, name: str) -> None:
    refused(desk.run("person", "add", desk.vault, f"--name={name}"), 16)


def test_a_phone_without_a_number_is_refused(desk: Desk) -> None:
    refused(desk.run("person", "add", desk.vault, "--name", "Ann Lee", "--type", "phone"), 16)


def test_a_bundle_into_a_folder_that_is_not_there(desk: Desk) -> None:
    case = desk.case()
    desk.testimony(case, "Bir mətn.", "--level", "PUBLIC")
    refused(desk.export(case, out="nowhere/out.age"), 47)


def test_a_limit_that_is_no_number_is_a_usage_error(desk: Desk) -> None:
    for limit in ("-1", "0", "many"):
        answer = desk.run("search", desk.vault, "x", f"--limit={limit}")
        refused(answer, 2)


def test_an_empty_passphrase_is_said_to_be_missing(desk: Desk) -> None:
    (desk.folder / "passphrase").write_text("", encoding="utf-8")
    refused(desk.run("case", "list", desk.vault), 16)
