"""Which sentences and footnotes say of themselves that they are off the record."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.redaction.offrecord import find_off_record


def covered(text: str) -> list[str]:
    return [text[start:end] for start, end in find_off_record(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "He told me off the record that the house is in Rustavi.",
        "OFF THE RECORD, he named the officer.",
        "This part is not for publication!",
        "She told me in confidence where Aytac sleeps.",
        "Vugar Salmanli, personal communication, May 2031.",
        "Please do not publish the name of the café.",
        "Bu, qeyri-rəsmi söhbətdən götürülüb.",
        "Qardaşının ünvanı çap üçün deyil.",
        "Öz aramızda qalsın, Aytac Sumqayıtdadır.",
        "Oz aramizda qalsin, Aytac Sumqayitdadir.",
        "Это сказано не для записи.",
        "Имя водителя — не для печати.",
        "Известно из личных бесед с Айтадж.",
        "Он сообщил это конфиденциально.",
        "Kayıt dışı konuştuğunda komşusunun adını verdi.",
        "KAYIT DIŞI KONUŞTUĞUNDA ADI VERDİ.",
        "Yayımlanmamak kaydıyla adresini söyledi.",
        "Bu bilgi özel görüşmeden alındı.",
    ],
)
def test_the_whole_sentence_is_covered_and_its_neighbours_are_not(sentence: str) -> None:
    text = f"Aytac moved in spring. {sentence} The weather was mild."

    assert covered(text) == [sentence]


def test_a_footnote_keeps_its_marker_outside() -> None:
    text = "The officer was known there.[3]\n[3] From personal discussions.\n[4] Annual report, 2031."

    assert covered(text) == ["From personal discussions."]


def test_a_footnote_is_covered_as_a_whole() -> None:
    text = "[12] Off the record. Vugar Salmanli, Rustavi, spring 2031.\n[13] Annual report."

    assert covered(text) == ["Off the record. Vugar Salmanli, Rustavi, spring 2031."]


def test_a_name_in_brackets_at_the_start_is_not_taken_for_a_marker() -> None:
    assert covered("[Vugar] spoke off the record.") == ["[Vugar] spoke off the record."]


def test_a_hard_wrapped_sentence_is_covered_to_its_end() -> None:
    text = "Told off the record by\nVugar Salmanli in Rustavi.\nThe next line is open."

    assert covered(text) == ["Told off the record by\nVugar Salmanli in Rustavi."]


def test_a_remark_in_brackets_covers_the_sentence_before_it() -> None:
    assert covered("It rained. He hides in Rustavi. (Off the record.) He is well.") == [
        "He hides in Rustavi. (Off the record.)"
    ]


def test_an_announcement_covers_what_it_announces() -> None:
    assert covered("This is off the record:\nhe hides in Rustavi. He is well.\n\nOpen.") == [
        "This is off the record:\nhe hides in Rustavi. He is well."
    ]
    assert covered("Not for publication:\n\nHe hides in Rustavi.\n\nHe is well.") == [
        "Not for publication:\n\nHe hides in Rustavi."
    ]


@pytest.mark.parametrize(
    "remark",
    [
        "(Yazıya düşməsin: Aytac Rustavidədir. Bunu heç kim bilməməlidir.)",
        "[Qeydə almayın! Aytac Rustavidədir. Qardaşı da oradadır.]",
        "(Kayıt dışı: Aytac Rustavi'de. Kardeşi de orada (iki aydır). Orada kalacak.)",
        "(Не записывайте. Айтадж в Рустави. Брат тоже там.)",
        "(«Между нами»: Айтадж в Рустави. Брат тоже там.)",
        "(Off the record - Aytac is in Rustavi. Her brother too. Nobody knows.)",
        "(Between us, Aytac is in Rustavi. Her brother too.)",
    ],
)
def test_a_bracket_that_opens_with_the_remark_is_covered_to_where_it_closes(remark: str) -> None:
    text = f"Aytac moved in spring. {remark} The weather was mild. It rained."

    assert [part.removeprefix("Aytac moved in spring. ") for part in covered(text)] == [remark]


def test_a_colon_takes_the_rest_of_the_paragraph_off_the_record() -> None:
    said = "Off the record: he hides in Rustavi. His brother pays. Do not put this anywhere."

    assert covered(f"It rained. {said}\nHe is well.") == [said]
    assert covered(f"It rained. {said} Back on the record. He is well.") == [said]
    assert covered("İndi yazıya düşməsin: o, Rustavidədir. Qardaşı ödəyir.") == [
        "İndi yazıya düşməsin: o, Rustavidədir. Qardaşı ödəyir."
    ]


@pytest.mark.parametrize(
    "plea",
    [
        "Do not put this anywhere.",
        "Please don't quote me on that.",
        "This is between us.",
        "Yazma bunu!",
        "Bunu yazmayın.",
        "Xahiş edirəm, qeydə almayın.",
        "Bunu heç kim bilməməlidir.",
        "Bunu yazma.",
        "Bunu kimse bilmesin.",
        "Не записывайте это.",
        "Это не для печати.",
    ],
)
def test_a_plea_to_leave_something_out_covers_what_was_said_before_it(plea: str) -> None:
    assert covered(f"It rained. Aytac hides in Rustavi. {plea} He is well.") == [f"Aytac hides in Rustavi. {plea}"]


@pytest.mark.parametrize(
    "sentence",
    [
        "ეს არ ჩაწეროთ.",
        "ჩვენს შორის დარჩეს.",
        "ჩვენ შორის, აითაჯი რუსთავშია.",
        "Это между нами, он в Рустави.",
        "V. S.: Между нами, он там.",
    ],
)
def test_georgian_and_more_russian_wordings(sentence: str) -> None:
    assert covered(sentence) == [sentence]


@pytest.mark.parametrize(
    "text",
    ["The river runs between us.", "Между нами нет вражды.", "Bunu yazma nedenim sensin.", "Gizli bir yol vardı."],
)
def test_everyday_words_that_no_pause_follows_are_left_alone(text: str) -> None:
    assert find_off_record(text) == []


def test_initials_and_titles_do_not_end_the_sentence() -> None:
    text = "Dr. V. Salmanli spoke off the record with Mr. K. Open."

    assert covered(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The off the record books were balanced.",
        "She runs the Off the Record label.",
        "He set a record off the coast.",
        "Kayıt dışı ekonomi büyüyor.",
        "Kayıt dışı istihdam arttı.",
        "Parliament passed a vote of no confidence.",
        "Разница между нами невелика.",
        "Политика конфиденциальности обновлена.",
        "Good personal communication skills are needed.",
        "",
        "\n \n",
    ],
)
def test_false_friends_are_left_alone(text: str) -> None:
    assert find_off_record(text) == []


@pytest.mark.parametrize(
    "phrase",
    [
        unicodedata.normalize("NFD", "Öz aramızda qalsın."),
        "off\u00a0the\u200b rec\u00adord.",
        "**off the record**.",
        "off the <b>record</b>.",
        "off the\r\nrecord.",
        "off–the–record.",
    ],
)
def test_disguised_spellings_are_read_as_a_reader_reads_them(phrase: str) -> None:
    assert covered(f"Open. Aytac said it {phrase} Open.") == [f"Aytac said it {phrase}"]


def test_a_remark_that_is_all_of_a_footnote_marker_is_found() -> None:
    assert covered("[^оффрекорд]") == ["[^оффрекорд]"]
    assert covered("[^оффрекорд]:") == ["[^оффрекорд]:"]


def test_a_remark_over_a_line_break_covers_both_lines() -> None:
    assert covered("Told by Vugar, off\nThe record, in Rustavi.\nOpen.") == [
        "Told by Vugar, off\nThe record, in Rustavi."
    ]


@given(st.text(max_size=300), st.sampled_from(["off the record", "\n[1] ", ": ", ". ", "(off the record)"]))
def test_any_text_gives_ordered_spans_inside_it(text: str, extra: str) -> None:
    whole = text[: len(text) // 2] + extra + text[len(text) // 2 :] + extra

    spans = find_off_record(whole)

    assert all(0 <= start < end <= len(whole) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
