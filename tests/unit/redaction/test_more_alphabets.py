"""Greek, Armenian and Hebrew: a name registered in any alphabet is found in any other."""

from __future__ import annotations

import pytest

from fieldnotes.redaction import find_identities


@pytest.mark.parametrize(
    ("name", "text", "language", "words"),
    [
        ("Hovsep Terzian", "Երեկ Հովսեփ Թերզյանը եկավ։", "hy", ["Հովսեփ Թերզյանը"]),
        ("Hovsep Terzian", "Թերզյանի տունը այրվեց", "hy", ["Թերզյանի"]),
        ("Հովսեփ Թերզյան", "Hovsep Terzyan came.", "en", ["Hovsep Terzyan"]),
        ("Հովսեփ Թերզյան", "Овсеп Терзян пришёл.", "ru", ["Овсеп Терзян"]),
        ("Արմեն Վարդանյան", "Արմենից լուր չկա։", "hy", ["Արմենից"]),
        ("Rövşən Qəmbərli", "Ռովշան Ղամբարլին գնաց", "hy", ["Ռովշան Ղամբարլին"]),
        ("Giorgi Maisuradze", "Գիորգի Մայսուրաձեն չեկավ", "hy", ["Գիորգի Մայսուրաձեն"]),
        ("Nikos Papadopoulos", "Ο Νίκος Παπαδόπουλος ήρθε.", "el", ["Νίκος Παπαδόπουλος"]),
        ("Nikos Papadopoulos", "Στου Παπαδόπουλου το σπίτι", "el", ["Παπαδόπουλου"]),
        ("Γιώργος Παπαδάκης", "Giorgos Papadakis left.", "en", ["Giorgos Papadakis"]),
        ("Γιώργος Παπαδάκης", "Μίλησα με τον Γιώργο Παπαδάκη.", "el", ["Γιώργο Παπαδάκη"]),
        ("Barış Yıldız", "Ο Μπαρίς Γιλντίζ έφυγε.", "el", ["Μπαρίς Γιλντίζ"]),
        ("Karim Haddad", "כרים חדאד הגיע אתמול.", "he", ["כרים חדאד"]),
        ("Leyla Yunusova", "פגשתי את יונוסובה", "he", ["יונוסובה"]),
        ("Moshe Abramov", "אמרתי למשה אברמוב שלא.", "he", ["למשה אברמוב"]),
        ("דוד לוי", "сказал Давид Леви вчера", "ru", ["Давид Леви"]),
        ("Karim Haddad", "Καρίμ Χαντάντ και Իվան", "", ["Καρίμ Χαντάντ"]),
    ],
)
def test_a_name_is_found_across_alphabets(name: str, text: str, language: str, words: list[str]) -> None:
    auto, _ = find_identities("person", [name], text, language)

    assert [text[start:end] for start, end in auto] == words


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("Leyla Yunusova", "Η θάλασσα ήταν ήσυχη και ο ήλιος έδυε.", "el"),
        ("Hovsep Terzian", "Տունը մեծ էր, իսկ այգին՝ փոքր։", "hy"),
        ("Karim Haddad", "הבית היה גדול והגינה קטנה.", "he"),
    ],
)
def test_ordinary_words_of_these_alphabets_are_left_alone(name: str, text: str, language: str) -> None:
    assert find_identities("person", [name], text, language) == ([], [])


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("Charlotte Reed", "Then Charlotte phoned me.", "en"),
        ("Владимир Хохлов", "Потом Владимир позвонил.", "ru"),
        ("Fırat Koç", "Sonra Fırat sustu.", "tr"),
        ("Sevda Məlik", "Sevda mənə dedi ki, getmə.", "az"),
        ("نور علي", "قال نور إنه بريء.", "ar"),
    ],
)
def test_who_speaks_weeps_or_telephones_is_somebody(name: str, text: str, language: str) -> None:
    auto, _ = find_identities("person", [name], text, language)

    assert [text[start:end] for start, end in auto] == [next(word for word in name.split() if word in text)]
