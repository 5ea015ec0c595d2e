"""Whose account of an act a sentence gives."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.redaction.accounts import AccountKind, find_accounts

OFFICIAL = [
    'According to the paper, it states that Vugar was detained because he "whistled" and "spat" in the park.',
    "Police said he was detained because he shouted at an officer.",
    "Police told me I was arrested because I swore.",
    "Vugar was arrested on charges of hooliganism.",
    "A court later charged Vugar under article 221 of the code.",
    "The ministry opened a criminal case against her on the grounds of spreading rumours.",
    "The court fined him 50 AZN for spitting in the street.",
    "She was accused of theft by the border guards.",
    'The verdict says: "resisted a lawful order".',
    "Polis bildirib ki, o, parkda söyüş söydüyü üçün həbs olunub.",
    "O, xuliqanlıq ittihamı ilə həbs edilib.",
    "Полиция заявила, что он задержан за хулиганство.",
    "Её арестовали по подозрению в краже.",
    "Mahkeme, hakaret suçundan tutuklandığını belirtti.",
    "İzinsiz gösteri gerekçesiyle gözaltına alındı.",
]
OWN = [
    "The man himself says he was arrested for no reason.",
    "She denies the charges.",
    "He says he was detained because of his songs.",
    "They told the officials that they had been detained because they sang.",
    "Vugar says he was arrested for nothing.",
    "I was fired because my cousin sang on the radio.",
    "They arrested me for nothing.",
    "Özü isə deyir ki, heç bir səbəb olmadan saxlanılıb.",
    "Vüqar ittihamı rədd edir.",
    "Сам он говорит, что его задержали без причины.",
    "Он отрицает обвинения.",
    "Kendisi ise hiçbir neden gösterilmeden gözaltına alındığını söylüyor.",
    "Suçlamaları reddediyor.",
]
REPORTED = [
    "A rights group said Vugar was prosecuted for political reasons.",
    "His brother said Vugar was arrested in retaliation for a song.",
    "Her lawyer said she was dismissed because of her cousin's song.",
    "Vəkili bildirib ki, o, siyasi səbəblərdən həbs olunub.",
    "Адвокат сообщил, что её арестовали в отместку за песню.",
    "Avukatı, siyasi nedenlerle tutuklandığını söyledi.",
]
CASES = [
    *((sentence, AccountKind.OFFICIAL_REASON) for sentence in OFFICIAL),
    *((sentence, AccountKind.OWN_ACCOUNT) for sentence in OWN),
    *((sentence, AccountKind.REPORTED) for sentence in REPORTED),
]


@pytest.mark.parametrize(("sentence", "kind"), CASES)
def test_a_sentence_is_told_by_who_gives_the_reason(sentence: str, kind: AccountKind) -> None:
    text = f"It was a cold day. {sentence} The bridge is old."

    assert [(text[one.start : one.end], one.kind) for one in find_accounts(text)] == [(sentence, kind)]


def test_two_versions_stand_side_by_side() -> None:
    text = "The ruling states that Vugar was held because he whistled. The man himself says he was held for no reason."

    assert [one.kind for one in find_accounts(text)] == [AccountKind.OFFICIAL_REASON, AccountKind.OWN_ACCOUNT]


@pytest.mark.parametrize(
    "sentence",
    [
        "He was held for two hours and released.",
        "Vugar was arrested on 4 May.",
        "The shop was searched for three days.",
        "The ministry denies the allegations.",
        "The bridge was closed because of the wind.",
        "He waited at the police station for an hour.",
        "She said she was happy because it rained.",
        "Его задержали на два дня.",
        "Polis parkda idi.",
        "Mahkeme binası için yol yapıldı.",
        "",
    ],
)
def test_sentences_without_a_reason_for_an_act_are_left_alone(sentence: str) -> None:
    assert find_accounts(sentence) == []


def test_the_three_kinds_are_named_for_people() -> None:
    assert [str(kind) for kind in AccountKind] == [
        "stated official reason",
        "own account",
        "reported by a third party",
    ]


@given(st.text(max_size=300), st.sampled_from(["police said he was arrested because ", "he denies ", "for ", '"']))
def test_any_text_gives_ordered_sentences_inside_it(text: str, cue: str) -> None:
    whole = text[:150] + cue + text[150:] + cue

    accounts = find_accounts(whole)

    assert all(0 <= one.start < one.end <= len(whole) for one in accounts)
    assert all(left.end <= right.start for left, right in pairwise(accounts))
