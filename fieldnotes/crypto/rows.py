"""What people type in place of words that were drawn: rows of the keyboard or alphabet, counting, one word again."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from fieldnotes.crypto.dice import PLAIN, plain_words

_LETTERS = """
    qwertyuiop asdfghjkl zxcvbnm qüertyuiopöğ asdfghjklıə zxcvbnmçş qwertyuıopğü asdfghjklşi zxcvbnmöç
    йцукенгшщзхъ фывапролджэ ячсмитьбю 1234567890 qazwsxedcrfvtgbyhnujmikolp йфяцычувскамепинртгоьшлбщдюзжхэъ
    abcdefghijklmnopqrstuvwxyz abcçdeəfgğhxıijkqlmnoöprsştuüvyz abcçdefgğhıijklmnoöprsştuüvyz
    абвгдеёжзийклмнопрстуфхцчшщъыьэюя абвгдежзийклмнопрстуфхцчшщъыьэюя
"""
"""The three rows of the keyboards of en, az, tr and ru, their slanting columns, and the alphabets."""
_COUNTED = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    ten twenty thirty forty fifty sixty seventy eighty ninety hundred
    first second third fourth fifth sixth seventh eighth ninth tenth
    monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december
    sıfır bir iki üç dörd beş altı yeddi səkkiz doqquz on
    on iyirmi otuz qırx əlli altmış yetmiş səksən doxsan yüz
    birinci ikinci üçüncü dördüncü beşinci altıncı yeddinci səkkizinci doqquzuncu onuncu
    yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr
    sıfır bir iki üç dört beş altı yedi sekiz dokuz on
    on yirmi otuz kırk elli altmış yetmiş seksen doksan yüz
    pazartesi salı çarşamba perşembe cuma cumartesi pazar
    ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
    ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать
    раз два три четыре пять
    десять двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто сто
    первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый
    понедельник вторник среда четверг пятница суббота воскресенье
    январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
"""
"""Numbers, weekdays and months of en, az, tr and ru: one row a line."""
_WORD = re.compile(r"\w+")
_WALK, _COUNT = "q", "1"
_SHORTEST_WALK = 3
_FEWEST_IN_A_ROW = 3
"""Two neighbours of a row may well have been drawn."""
_LONGEST = 200
"""Characters of a word that is looked at: no row is longer."""


def without_rows(passphrase: str) -> str:
    """A passphrase in which every row counts as one letter and a word that comes again as nothing: what a judge of
    its strength should look at too. A passphrase without any of these is as it was."""
    words, kept, counting = _words(passphrase), list[str](), list[str]()
    for word in dict.fromkeys(_WALK if _is_walk(word) else word for word in words):
        if not counting or not _follows(counting, word):
            kept += _once(counting)
            counting = []
        counting.append(word)
    kept += _once(counting)
    return passphrase if kept == words else " ".join(kept)


def _words(passphrase: str) -> list[str]:
    text = _plain(unicodedata.normalize("NFC", passphrase).lower())
    return [part for word in _WORD.findall(text) for part in _apart(word)]


def _plain(text: str) -> str:
    return text.translate(PLAIN)


def _apart(word: str) -> list[str]:
    """Numbers that were run together one by one; any other word as it is."""
    if word in _places() or len(word) > _LONGEST or not _run_together().fullmatch(word):
        return [word]
    return _one_of_them().findall(word)


def _is_walk(word: str) -> bool:
    """Whether a word is nothing but pieces of rows, there or back, and no listed word."""
    at, length = 0, len(word)
    if word in plain_words() or not _SHORTEST_WALK <= length <= _LONGEST:
        return False
    while at < length:
        end = at + _SHORTEST_WALK
        while end <= length and any(word[at:end] in row for row in _rows()):
            end += 1
        if end == at + _SHORTEST_WALK:
            return False
        at = end - 1
    return True


def _follows(counting: list[str], word: str) -> bool:
    """Whether a word is the next one of a row, on or back, in the direction that was taken."""
    steps = {step for step in _steps(counting[-1], word) if abs(step[1]) == 1}
    return bool(steps if len(counting) == 1 else steps & _steps(counting[-2], counting[-1]))


def _steps(one: str, two: str) -> set[tuple[int, int]]:
    """By how many places two words are apart, in each row that has both."""
    return {
        (row, place - before)
        for row, before in _places().get(one, ())
        for other, place in _places().get(two, ())
        if other == row
    }


def _once(counting: list[str]) -> list[str]:
    return [_COUNT] if len(counting) >= _FEWEST_IN_A_ROW else counting


@cache
def _rows() -> tuple[str, ...]:
    rows = _plain(_LETTERS).split()
    return (*rows, *(row[::-1] for row in rows))


@cache
def _places() -> dict[str, list[tuple[int, int]]]:
    """In which rows each word of counting stands, and where; digits and letters are such words too."""
    rows = [_plain(line).split() for line in _COUNTED.strip().split("\n")]
    rows += [[str(number) for number in range(101)], *map(list, _plain(_LETTERS).split())]
    found: dict[str, list[tuple[int, int]]] = {}
    for number, row in enumerate(rows):
        for place, word in enumerate(row):
            found.setdefault(word, []).append((number, place))
    return found


@cache
def _one_of_them() -> re.Pattern[str]:
    words = sorted((word for word in _places() if len(word) > 1 and word.isalpha()), key=len, reverse=True)
    return re.compile("|".join(words))


@cache
def _run_together() -> re.Pattern[str]:
    return re.compile(f"(?:{_one_of_them().pattern}){{{_FEWEST_IN_A_ROW},}}")
