"""Scenario 7 of the domain at the terminal: harmless facts that together lead to one person."""

from __future__ import annotations

from tests.e2e.conftest import Desk

LIFE = (
    "I filmed weddings: camera operator of a wedding restaurant in Ganja. My son changed kindergarten three times. "
    "We have moved 11 times in 17 months."
)
EXACT = ("--ladder", "jobs=exact,places=exact,schools=exact,moves=exact,family=exact")


def test_7_the_mosaic_is_listed_and_blocks_until_two_people_accept_it(desk: Desk) -> None:
    case = desk.case()
    source = desk.person("Gülnur Kəhrizli", "--role", "source", "--level", "ANONYMOUS")
    desk.does("consent", "set", desk.vault, source, "--use", "publication=anonymous")
    desk.testimony(case, LIFE, "--source", source, "--level", "ANONYMOUS", "--language", "en")
    bundle = ("--case", case, "--audience", "editor", *EXACT)
    (found,) = desk.does("mosaic", desk.vault, *bundle)["people"]
    assert (found["person"], found["weight"], found["state"]) == (source, "high", "open")
    said = {fact["text"] for fact in found["remaining"] if fact["specific"]}
    assert {"Ganja", "camera operator", "kindergarten", "three times", "11 times", "in 17 months"} <= said
    refused = desk.export(case, *EXACT, "--accept-suggestions", "invented")
    assert (refused.code, source in refused.err, (desk.folder / "out.age").exists()) == (22, True, False)
    acceptance = ("--person", source, "--reason", "already published", "--who", "Lala")
    assert desk.run("mosaic", "accept", desk.vault, *bundle, *acceptance).code == 16
    assert desk.run("mosaic", "accept", desk.vault, *bundle, *acceptance, "--second", "lala").code == 16
    desk.does("mosaic", "accept", desk.vault, *bundle, *acceptance, "--second", "Kamran")
    assert desk.export(case, *EXACT, "--accept-suggestions", "invented").code == 97, "a finer ladder takes two as well"
    two = ("--accept-quasi", "already published", "--who", "Lala", "--second", "Kamran")
    assert desk.export(case, *EXACT, *two, "--accept-suggestions", "invented").code == 0
    desk.does("mosaic", "take-back", desk.vault, *bundle, "--person", source)
    assert desk.does("mosaic", desk.vault, *bundle)["people"][0]["state"] == "open"


def test_7_generalised_it_leaves_without_anybodys_acceptance(desk: Desk) -> None:
    case = desk.case()
    source = desk.person("Gülnur Kəhrizli", "--role", "source", "--level", "ANONYMOUS")
    desk.does("consent", "set", desk.vault, source, "--use", "publication=anonymous")
    desk.testimony(case, LIFE, "--source", source, "--level", "ANONYMOUS", "--language", "en")
    assert desk.export(case, "--accept-suggestions", "invented").code == 0
    shown = desk.read()
    text = shown["records"][0]["text"]
    assert not [word for word in ("camera", "wedding restaurant", "Ganja", "kindergarten", "11", "17") if word in text]
