"""How far two phone strings lie apart: 0 for the same sounds, about 1 for a wrong consonant.

Costs say how often one spelling stands for the other across the romanisations of the region; what only a lost
diacritic or another script's habit changes costs next to nothing.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from fieldnotes.redaction.wordset import word_set

UNRELATED = 9.0


def _pairs(text: str) -> dict[str, float]:
    """Parse "xy.05 ..." into a symmetric table."""
    table: dict[str, float] = {}
    for item in text.split():
        table[item[:2]] = table[item[1] + item[0]] = float(item[2:])
    return table


_CONSONANT = _pairs(
    "kq.02 gq.02 kg.08 xh.02 gh.04 xk.08 xq.08 Gg.01 Gh.06 Gx.06 Gq.03 Gk.1 hk.1 hq.1 gx.1 JC.03 JZ.03 CZ.12 Ss.02 "
    "sz.05 Sz.1 sc.06 zc.06 cD.06 Dz.03 Ds.1 Sc.1 SD.12 bp.06 dt.04 vw.01 vf.04 wf.05"
)
_ARABIC_CONSONANT = _CONSONANT | _pairs("bp.01 vf.01 wv.01 gJ.03 gG.02 gk.03 gq.03 vw.01 zs.03 JZ.01 Ss.09")
_IN_CLASS = 0.15
_VOWEL = _pairs(
    "aä.01 äe.01 ae.04 iı.01 iy.01 ıy.01 uü.01 oö.01 ei.08 eı.1 äi.1 ou.05 öu.06 öü.04 oü.06 oa.09 öe.04 öo.01 "
    "ey.1 eo.2 ea.04 ai.2 au.2 ui.2 üi.06 üy.06 eä.01 uy.2 ua.2 aı.12 uı.1 oe.2 äo.15 äu.2"
)
_ARABIC_VOWEL = _VOWEL | _pairs("ae.01 aä.01 ei.01 ey.01 ou.01 uö.01 uü.01 oü.01 öü.01 ay.06 ai.06 iy.01 ıy.01 oa.05")
_OTHER_VOWEL = 0.25
_GROUPS = {
    frozenset(pair.split("~")): cost
    for cost, text in (
        (0.01, "yu~ü iu~ü yo~ö io~ö ue~ü oe~ö ae~ä ou~u iy~i yi~i ye~e yä~ä yi~y iy~y ıy~ı ıy~i ıy~y oo~u ee~i"),
        (0.01, "eu~ö iou~yu iou~ü"),
        (0.02, "ya~ä yu~u ie~i yo~e yo~o ye~i ei~ey ai~ay"),
        (
            0.03,
            "ei~ay ai~ey ay~ey ei~ai eu~oy eu~oi äu~oy oi~oy ai~ä iey~ey iy~ey ie~e oe~u ea~ia eo~io ya~a yo~yö iu~yu",
        ),
        (0.05, "ye~ä ee~e aa~a ao~o au~ao au~av eau~o au~o ay~e ai~e oa~ua oi~ua"),
    )
    for pair in text.split()
}
_INSERTED = 0.5
_INSERTED_Y = 0.07
_INSERTED_Y_BESIDE_VOWEL = 0.02
_UNWRITTEN = {"a": 0.02, "ä": 0.02, "e": 0.02, "y": 0.03}
_UNWRITTEN_OTHER = 0.04
_WRITTEN = 0.3
_CARRIER = 0.03
_FIRST_VOWEL = 0.05


def distance(
    first: tuple[str, tuple[str, ...]], second: tuple[str, tuple[str, ...]], *, limit: float, arabic: bool = False
) -> float:
    """The distance of two words given as (consonants, vowel groups) with equal consonant classes.

    Returns UNRELATED as soon as `limit` is passed. `arabic` says that the first word, and only it, is written without
    its short vowels; the vowels it does write are long and must be heard.
    """
    total = 0.0
    if first[0] != second[0]:
        table = _ARABIC_CONSONANT if arabic else _CONSONANT
        for one, other in zip(first[0], second[0], strict=True):
            if one != other:
                total += table.get(one + other, _IN_CLASS)
        if total > limit:
            return UNRELATED
    last = len(first[1]) - 1
    for place, (one, other) in enumerate(zip(first[1], second[1], strict=True)):
        if one != other:
            cost = vowel_cost(one, other, arabic)
            if arabic and not one and place == last:
                cost += _WRITTEN / 2  # a final vowel is written
            total += cost + _FIRST_VOWEL if place == 0 and cost > 0.05 else cost
            if total > limit:
                return UNRELATED
    return total


@lru_cache(maxsize=20_000)
def vowel_cost(one: str, other: str, arabic: bool) -> float:
    """The cost of writing one group of vowels for another."""
    special = _GROUPS.get(frozenset((one, other)))
    if special is not None:
        return special
    table = _ARABIC_VOWEL if arabic else _VOWEL
    row = [0.0]
    for index in range(len(other)):
        row.append(row[-1] + _insertion(other, index, arabic=arabic))
    for i, vowel in enumerate(one):
        removal = _removal(one, i) if arabic else _insertion(one, i, arabic=False)
        current = [row[0] + removal]
        for j, against in enumerate(other):
            substitution = 0.0 if vowel == against else table.get(vowel + against, _OTHER_VOWEL)
            current.append(
                min(row[j] + substitution, row[j + 1] + removal, current[j] + _insertion(other, j, arabic=arabic))
            )
        row = current
    return row[-1]


def _removal(group: str, index: int) -> float:
    """Leaving out a vowel that Arabic script writes; alif before another vowel only carries it."""
    return _CARRIER if group[index] == "a" and len(group) > 1 else _WRITTEN


def _insertion(group: str, index: int, *, arabic: bool) -> float:
    if arabic:
        return _UNWRITTEN.get(group[index], _UNWRITTEN_OTHER)
    if group[index] == "y":
        return _INSERTED_Y_BESIDE_VOWEL if len(group) > 2 else _INSERTED_Y
    return _INSERTED


_SLIPS = frozenset(
    frozenset(pair)
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
    for pair in pairwise(row)
) | frozenset(
    frozenset(pair)
    for pair in word_set(
        "li lt il mn uv nr ce co eo ae ao hb hn kx sz dt bp vf gq kq gk vw iy oe oa ei ui ou йи шщ ое "
        "ае ии ыи თტ ქკ ფპ ცწ ჩჭ "
        "طظ حخ عغ صض دذ رز سش بت تث"
    )
)


def slips(written: str, meant: str, *, most: int = 2) -> tuple[int, bool]:
    """Typing errors between two lower-case words: their number, and whether each is an ordinary slip.

    An ordinary slip is a transposition, a lost or doubled inner letter, or a neighbouring key, look-alike or
    like-sounding letter (Damerau-Levenshtein, restricted). More than `most` gives (most + 1, False).
    """
    if abs(len(written) - len(meant)) > most:
        return most + 1, False
    if written == meant:
        return 0, True
    start = next((i for i, (a, b) in enumerate(zip(written, meant, strict=False)) if a != b), None)
    if start is None:
        return abs(len(written) - len(meant)), False
    written, meant = written[start:], meant[start:]
    while written and meant and written[-1] == meant[-1]:
        written, meant = written[:-1], meant[:-1]
    return _edit(written, meant, most, first=start == 0)


def _edit(written: str, meant: str, most: int, *, first: bool) -> tuple[int, bool]:
    """Edits of what is left between a common beginning and a common end."""
    if not written or not meant:
        count = len(written) + len(meant)
        return (count, not first and count == 1) if count <= most else (most + 1, False)
    if most <= 0:
        return most + 1, False
    if len(written) >= 2 and written[:2] == meant[1::-1] and len(meant) >= 2:
        count, ordinary = _edit(written[2:], meant[2:], most - 1, first=False) if written != meant[::-1] else (0, True)
        if count < most:
            return count + 1, ordinary
    options = []
    for rest_written, rest_meant, ordinary in (
        (written[1:], meant[1:], frozenset((written[0], meant[0])) in _SLIPS),
        (written[1:], meant, not first),
        (written, meant[1:], not first),
    ):
        count, fine = _rest(rest_written, rest_meant, most - 1)
        options.append((count + 1, fine and ordinary))
    return min(options, key=lambda option: (option[0], not option[1]))


def _rest(written: str, meant: str, most: int) -> tuple[int, bool]:
    while written and meant and written[0] == meant[0]:
        written, meant = written[1:], meant[1:]
    if not written and not meant:
        return 0, True
    return _edit(written, meant, most, first=False)
