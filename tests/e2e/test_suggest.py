"""Names that nobody registered and testimonies of nobody, through the command line: asked about before they leave."""

from __future__ import annotations

from tests.e2e.conftest import Desk

TEXT = """Vəkil Daşqın Səfərli o gün zəng etdi. Sonra Dashgin Safarli yenə gəldi.
Nömrəsi belədir: +994 50 123 45 67. Onlar getdilər."""


def _open_case(desk: Desk, *more: object) -> str:
    case = desk.case()
    desk.testimony(case, TEXT, "--level", "ANONYMOUS", "--language", "az", *more)
    return case


def _suggested(desk: Desk, case: str) -> dict[str, str]:
    """Ids by spelling."""
    found = desk.does("suggest", "list", desk.vault, "--case", case)["suggestions"]
    return {spelling: one["id"] for one in found for spelling in one["spellings"]}


def _asked(desk: Desk, case: str) -> list[str]:
    """Ids of what an export asks about."""
    found = desk.does("suggest", "list", desk.vault, "--case", case)["suggestions"]
    return [one["id"] for one in found if one["asked"]]


def test_unregistered_names_stop_an_export_until_each_is_settled(desk: Desk) -> None:
    case = _open_case(desk, "--source", "public-document")
    refused = desk.export(case)
    assert refused.code == 88
    assert "suggest list" in refused.err
    assert "Səfərli" not in refused.err
    assert not (desk.folder / "out.age").exists()
    preview = desk.does("preview", desk.vault, "--case", case, "--audience", "editor")
    asked = _asked(desk, case)
    assert len(asked) == preview["suggestions"] == 2  # the telephone number is made coarse
    assert not preview["ready"]
    made = desk.does("suggest", "accept", desk.vault, _suggested(desk, case)["Daşqın Səfərli"], "--case", case)
    assert made["codes"] == ["P-001"]
    assert desk.export(case).code == 88
    desk.does("suggest", "reject", desk.vault, *_asked(desk, case), "--case", case)
    desk.redact_everything(case)
    answer = desk.export(case, "--accept-quasi", "x", "--second", "Kamran")
    assert answer.code == 0, answer.err
    text = desk.read()["records"][0]["text"]
    assert "Səfərli" not in text
    assert "Safarli" not in text


def test_a_lone_given_name_is_asked_about_and_the_list_marks_what_an_export_asks(desk: Desk) -> None:
    case = desk.case()
    text = "Axşam Murad gəldi. Sonra Murad getdi. Nömrəsi belədir: +994 50 123 45 67. Xalidə susdu."
    code = desk.testimony(case, text, "--level", "ANONYMOUS", "--language", "az", "--source", "public-document")
    desk.testimony(case, "Потом пришёл Орхан. Мы ждали, и Орхан ушёл.", "--level", "INTERNAL", "--language", "ru")
    found = desk.does("suggest", "list", desk.vault, "--case", case)["suggestions"]
    marked = {one["surface"]: one["records"] for one in found if one["asked"]}
    assert {"Murad", "Xalidə", "Орхан"} <= set(marked)
    assert "+994 50 123 45 67" not in marked  # made coarse
    leaving = [surface for surface, records in marked.items() if code in records]
    preview = desk.does("preview", desk.vault, "--case", case, "--audience", "editor")
    assert preview["suggestions"] == len(leaving)
    refused = desk.export(case)
    assert (refused.code, f"{len(leaving)} likely" in refused.err) == (88, True)


def test_the_hint_on_a_suggestion_that_is_gone_points_to_the_list(desk: Desk) -> None:
    assert "suggest list" in desk.run("suggest", "accept", desk.vault, "0000000000", "--case", _open_case(desk)).err


def test_they_may_leave_with_a_reason_that_the_ledger_counts(desk: Desk) -> None:
    case = _open_case(desk, "--source", "public-document")
    answer = desk.export(case, "--accept-suggestions", "iki nəfər baxdı", "--accept-quasi", "x", "--second", "Kamran")
    assert answer.code == 0, answer.err
    assert answer.data["accepted_suggestions"] == len(_asked(desk, case))
    told = desk.run("ledger", "show", desk.vault).out
    assert "suggestions-accepted" in told
    assert "baxdı" not in told


def test_a_testimony_of_nobody_stays_until_its_source_is_named(desk: Desk) -> None:
    case = _open_case(desk)
    refused = desk.export(case)
    assert refused.code == 24
    assert "nobody is named as its source" in refused.err
    listed = desk.does("list", desk.vault, "--case", case)["records"]
    assert [one["consent"] for one in listed] == ["none"]
    desk.does("source", desk.vault, listed[0]["code"], "public-document")
    assert desk.export(case).code == 88
    person = desk.person("Fatma Kəngərli", "--role", "source")
    desk.does("source", desk.vault, listed[0]["code"], person)
    refused = desk.export(case)
    assert refused.code == 24
    assert "has not agreed to this use" in refused.err
    shown = desk.does("preview", desk.vault, "--case", case, "--audience", "editor")["records"]
    assert "Publication or Press" in shown[0]["why"]
    assert desk.does("show", desk.vault, listed[0]["code"])["tags"] == []


def test_rejected_suggestions_are_listed_and_come_back(desk: Desk) -> None:
    case = _open_case(desk)
    found = _suggested(desk, case)["Daşqın Səfərli"]
    desk.does("suggest", "reject", desk.vault, found, "--case", case, "--always", "--who", "Aygün")
    assert "Daşqın Səfərli" not in _suggested(desk, case)
    (told,) = desk.does("suggest", "rejected", desk.vault, "--case", case)["rejected"]
    assert "Daşqın Səfərli" in told["spellings"]
    assert (told["id"], told["who"], told["always"]) == (found, "Aygün", True)
    desk.does("suggest", "restore", desk.vault, found, "--case", case)
    assert _suggested(desk, case)["Daşqın Səfərli"] == found
    assert desk.run("suggest", "accept", desk.vault, "0000000000", "--case", case).code == 27


def test_two_entries_of_one_person_are_found_and_joined(desk: Desk) -> None:
    keep, other = desk.person("Daşqın Səfərli"), desk.person("Дашгин Сафарли")
    brother = desk.person("Elçin Səfərli")
    (pair,) = desk.does("suggest", "pairs", desk.vault)["pairs"]
    assert (pair["a"], pair["b"]) == (keep, other)
    desk.does("suggest", "not-same", desk.vault, keep, brother)
    desk.does("suggest", "join", desk.vault, keep, other)
    persons = desk.does("person", "list", desk.vault)["persons"]
    assert [one["code"] for one in persons] == [keep, brother]
    shown = desk.does("person", "show", desk.vault, keep, "--reveal")
    assert "Дашгин Сафарли" in str(shown)
    assert desk.does("suggest", "pairs", desk.vault)["pairs"] == []
    assert desk.run("suggest", "join", desk.vault, keep, keep).code == 16
