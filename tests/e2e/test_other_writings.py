"""A protected name in base64: no export before somebody decided on it, and none that leaves it readable."""

from __future__ import annotations

import base64

from tests.e2e.conftest import Desk

NAME = "Nübar Qaratelli"
WORD = base64.b64encode(NAME.encode()).decode()
ACCEPTING = ("--accept-quasi", "reviewed", "--second", "Kamran", "--accept-suggestions", "no name")


def _case_with_the_word(desk: Desk) -> tuple[str, str]:
    """Case and person."""
    case = desk.case()
    person = desk.person(NAME, "--level", "ANONYMOUS")
    text = f"She kept a card. On it somebody had written {WORD} and no more."
    desk.testimony(case, text, "--source", "public-document", "--level", "ANONYMOUS")
    return case, person


def test_the_export_waits_for_a_decision_and_the_word_stays_behind(desk: Desk) -> None:
    case, person = _case_with_the_word(desk)
    blocked = desk.export(case, *ACCEPTING)
    assert blocked.code == 21
    assert not (desk.folder / "out.age").exists()
    (hit,) = desk.does("review-hits", desk.vault, "--case", case)["hits"]
    assert (hit["identity"], hit["surface"]) == (person, WORD)
    desk.does("decide", desk.vault, "--case", case, "--hit", hit["id"], "--as", "redact")
    passed = desk.export(case, *ACCEPTING)
    assert passed.code == 0, passed.err
    shown = desk.read()["records"][0]["text"]
    assert WORD not in shown
    assert shown.startswith("She kept a card.")


def test_no_decision_lets_it_leave(desk: Desk) -> None:
    case, _ = _case_with_the_word(desk)
    (hit,) = desk.does("review-hits", desk.vault, "--case", case)["hits"]
    kept = desk.run("decide", desk.vault, "--case", case, "--hit", hit["id"], "--as", "keep")
    assert kept.code == 93
    assert not any(part in kept.err for part in (*NAME.split(), WORD))
    assert desk.export(case, *ACCEPTING).code == 21
    assert not (desk.folder / "out.age").exists()
