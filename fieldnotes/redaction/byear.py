"""How English and French names are written by ear in Cyrillic, Georgian or Arabic: spelling to sound, roughly.

The rules follow the habits of practical transcription (Gilyarevsky and Starostin); what they leave open is given as
several spellings. They are used only against words of another script.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

_MOST = 6
_Rule = tuple[re.Pattern[str], tuple[str, ...]]


def _rules(text: str) -> tuple[_Rule, ...]:
    """Parse lines of "pattern > spelling | spelling"."""
    found = []
    for line in text.strip().splitlines():
        pattern, _, spellings = line.strip().partition(" > ")
        readings = tuple(one.strip().replace("0", "") for one in spellings.split("|"))
        found.append((re.compile(pattern), readings))
    return tuple(found)


_ENGLISH = _rules(
    r"""
    ^kn > n
    ^hugh > hyu
    ^wr > r
    ^wh > u | v
    ^w > u | v
    tch > tch
    (?<=[aeiou])gh(?=t) > 0
    igh > ay
    th > t | z | s
    ^geo > dje
    ^g(?=[eiy]) > dj | g
    dge? > dj
    g(?=e$) > dj
    c(?=[eiy]) > s
    sc(?=[eiy]) > s
    a(?=[^aeiouwyrx]e) > ey | a
    i(?=[^aeiouwyr]e) > ay | i
    (?<=[^aeiou])e$ > 0
    (?<=[bdgklpt])e(?=ney$|ly$) > 0
    ey$|ie$|ee$|(?<![ae])y$ > i
    ei > i | ey
    ay|ai > ey | ay
    ea > i | e
    ee > i
    oo > u
    au > o
    ou > au | u
    ow > ou | au
    aw > ou | o
    ew > yu
    (?<=[aeiou])w(?=[aeiou]) > u
    ^a(?=[^aeiouywlr]) > e | a
    (?<=[^aeiou])w > u
    mb$ > mb | m
    """
)
_FRENCH = _rules(
    r"""
    (?<=[^\W\d_]{3})(?:ts?|ds?|x|z|s|p)$ > 0
    (?<=[aeiou])s(?=n) > 0
    (?<=[^\W\d_]{2})es?$ > 0 | a
    (?<=[^\W\d_]{2})er$ > e | er
    ^h > 0
    sch > sh
    ch > sh
    eau|au > o
    ou > u
    oi > ua
    eui?l?l(?=e|$) > öy
    œu|eu > ö
    aill > ay
    ille?$ > iy
    gu(?=[eiéè]) > g
    qu > k
    g(?=[eiéèy]) > zh
    j > zh
    c(?=[eiéèy]) > s
    ç > s
    gn > n
    ph > f
    th > t
    ai|ei > e
    e[nm](?=[^aeiouyéèênm])|e[nm]$ > an | en
    (?:i|y)[nm](?=[^aeiouyéèênm]|$) > en | in
    i(?=[aeoéè]) > y | i
    (?<=[aeoé])s(?=[aeioué]) > z
    """
)
_FOREIGN = re.compile(r"[^a-zàâäçéèêëîïôöœùûüÿ'’\-]|sch|tsch|zh|kh|dz|oğ|ov$|ova$|ev$|yev|zade|oglu|shvili|dze$|yan$")


@lru_cache(maxsize=20_000)
def heard(word: str) -> tuple[str, ...]:
    """Spellings, by English and by French rules, of what a lower-case Latin name sounds like, without itself."""
    if len(word) < 4 or _FOREIGN.search(word):
        return ()
    found: list[str] = []
    for rules in (_ENGLISH, _FRENCH):
        if rules is _ENGLISH and not word.isascii():
            continue
        found += [one for one in _spelled(word, rules) if one != word and one not in found and len(one) >= 3]
    return tuple(found)


def _spelled(word: str, rules: tuple[_Rule, ...]) -> list[str]:
    words = [word]
    for pattern, readings in rules:
        if not pattern.search(word) and not any(pattern.search(one) for one in words):
            continue
        words = list(dict.fromkeys(pattern.sub(reading, one) for one, reading in product(words, readings)))[:_MOST]
    return words
