"""How Western names are written by ear in Cyrillic, Georgian or Arabic: spelling to sound, roughly.

The rules follow the habits of practical transcription (Gilyarevsky and Starostin); what they leave open is given as
several spellings. They are used only against words of another script.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

_MOST = 10
_Rule = tuple[re.Pattern[str], tuple[str, ...], str]


def _rules(text: str) -> tuple[_Rule, ...]:
    """Parse lines of "pattern > spelling | spelling"."""
    found = []
    for line in text.strip().splitlines():
        pattern, _, spellings = line.strip().partition(" > ")
        readings = tuple(one.strip().replace("0", "") for one in spellings.split("|"))
        found.append((re.compile(pattern), readings, _needed(pattern)))
    return tuple(found)


def _needed(pattern: str) -> str:
    """What a word between ends of lines must hold to match the pattern; empty when nothing is always needed."""
    bare = _NOT_NEEDED.sub(" ", pattern)
    if "|" in bare:
        return ""
    if at_end := _AT_END.search(bare):
        return at_end.group().replace("^", _END).replace("$", _END)
    return max(_LETTERS.findall(bare), key=len, default="")


_NOT_NEEDED = re.compile(r"\(\?<?[=!][^()]*\)|\[[^\]]*\](?:\{\d\})?|\\.|.\?|\(\?:[^()]*\)\??")
_LETTERS = re.compile(r"[^\W\d_]+")
_END = "\n"
_AT_END = re.compile(r"^\^[^\W\d_]+|[^\W\d_]+\$$")
_ENGLISH = _rules(
    r"""
    ^kn > n
    ^mc(?=[a-z]) > mak
    stl(?=e) > stl | sl
    ^hugh > hyu
    wr > r
    ^wh > u | v
    ^w > u | v
    tch > tch
    igh > ïy
    (?<=[aeiou])gh(?=t) > 0
    ghue$ > hyu | hu
    ngham$ > ng'ham | ngem
    lgh$ > lsh | lj
    th > t | z | s
    ^geo > dje
    tzg(?=[ei]) > tsdj | dj
    ^g(?=[eiy]) > dj | g
    dge? > dj
    g(?=e$) > dj
    (?<=[aeiou])g(?=e[lnr]) > dj | g
    o(?=[^aeiouywr]e$) > ou | o
    i(?=dje) > ïy | i
    c(?=[eiy]) > s
    sc(?=[eiy]) > s
    a(?=[^aeiouwyrx]e) > ey | a
    i(?=[^aeiouwyr]e) > ïy | i
    (?<=[aeiouy][bdfgklmnpt])e(?=h) > '
    (?<=[aeiouy][bdfgklmnpt])e(?=[bfmw]) > 0 | e
    (?<=[^aeiou])e$ > 0
    (?<=[bdfgklmnprtv])es$ > s | es
    (?<=[bdgklpt])e(?=ney$|ly$) > 0
    (?<=[bcdfgkpstz]l)e(?=[^aeiouyn]) > 0 | e
    cc(?=[^ei]) > k
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
    (?<=[^aeiou])w > v | u
    mb$ > mb | m
    ï > a
    """
)
_FRENCH = _rules(
    r"""
    aul[tdx]$ > o
    (?:ai|ei|oi)ng$ > en
    (?<=[^\W\d_]{3})(?:ts?|ds?|x|z|s|p)$ > 0
    (?<=[aeiou])s(?=n) > 0
    (?<=^[dl]e)s(?=[bcdfgjlmnpqrtv]) > 0
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
    a[nm](?=[^aeiouyéèênm]|$) > an
    o[nm](?=[^aeiouyéèênm]|$) > on
    (?:i|y)[nm](?=[^aeiouyéèênm]|$) > en | in
    i(?=[aeoéè]) > y | i
    (?<=[aeoé])s(?=[aeioué]) > z
    """
)
_GERMAN = _rules(
    r"""
    s(?=h) > s'
    gh > g'h
    ^v(?=[aeiou]) > f
    w > v
    tsch > ch
    sch > sh
    ^s(?=[pt]) > sh
    chs > ks | khs
    (?<=[aeouäöü])ch > kh
    ch(?=[r]|$) > kh
    tz > ts
    z > ts
    (?<=[aeiouäöü])ss > s
    ei|ey|ai|ay > ay
    eu|äu|oy > oy
    ie > i
    ck > k
    dt$ > t
    th > t
    ph > f
    qu > kv
    (?<=[aeouäöü])h(?=[^aeiouäöü]|$) > 0
    (?<=[aeiouäöü])h(?=[eiu]) > 0
    ^s(?=[aeiouäöü]) > z
    (?<=[aeiouäöülnr])s(?=[aeiouäöü]) > z
    j > y
    """
)
_SPANISH = _rules(
    r"""
    ^h > 0
    ch > tsh
    g(?=[eiéí]) > kh
    j > kh
    gu(?=[eiéí]) > g
    qu > k
    ll > ly | y
    ñ > ny
    c(?=[eiéí]) > s
    z > s
    v > v | b
    ^x > kh | s
    tsh > ch
    y$ > y
    """
)
_POLISH = _rules(
    r"""
    szcz > shch
    sz > sh
    cz > ch
    rz(?=[ptkc]) > ş
    (?<=[ptkh])rz > ş
    rz|ż|ź > zh
    dzi > dz
    ci(?=[aeou]) > ch
    si(?=[aeou]) > s
    ch > kh
    c(?=[^hz]|$) > ts
    w > v
    ł > l
    ó > u
    ą(?=[pb]) > om
    ą > on
    ę > en
    j > y
    ń > n
    ś > s
    ć > ch
    khch > ch
    """
)
_ITALIAN = _rules(
    r"""
    sc(?=[ei]) > sh
    gli > ly
    gn > ny
    gh > g
    ch > k
    cc(?=[ei]) > ch
    gg(?=[ei]) > dj
    (?<=[aeiou])s(?=[aeiou]) > z | s
    c(?=i[aou]) > ch
    g(?=i[aou]) > dj
    (?<=ch|dj)i(?=[aou]) > 0
    c(?=[ei]) > ch
    g(?=[ei]) > dj
    zz > ts | dz
    z > ts | dz
    """
)
_IRREGULAR = {
    "michael": "maykl mikhael", "charles": "charlz sharl", "james": "djeyms", "jane": "djeyn", "george": "djordj",
    "hugh": "hyu", "leigh": "li", "geoffrey": "djefri", "jeffrey": "djefri", "graham": "grem greyam", "sean": "shon",
    "stephen": "stiven", "steven": "stiven", "thomas": "tomas", "anthony": "entoni antoni", "wilfred": "uilfred",
    "joan": "djoan djoun", "joanne": "djoann", "siobhan": "shivon", "niamh": "niv", "aoife": "ifa", "ciara": "kira",
    "caoimhe": "kiva", "eoin": "oen", "ian": "ien", "isaac": "ayzek", "isabel": "izabel", "susan": "syuzan",
    "eugene": "yudjin", "irene": "ayrin", "ivy": "ayvi", "iris": "ayris", "eileen": "aylin", "naomi": "neomi",
    "phoebe": "fibi", "chloe": "khloya kloi", "zoe": "zoi", "xavier": "khavyer zavye", "yvonne": "ivonn",
    "yves": "iv", "guillaume": "giyom", "guy": "gi gay", "jean": "jan djin", "giles": "djayls", "gerald": "djerald",
    "julia": "djuliya", "julian": "djulian", "june": "djun", "jorge": "khorkhe", "juan": "khuan", "jose": "khose",
    "josé": "khose", "jesus": "khesus", "jesús": "khesus", "wojciech": "voytsekh", "agnieszka": "agneshka",
    "anne": "enn ann", "alice": "elis", "andrew": "endryu", "matthew": "metyu", "catherine": "ketrin katrin",
    "katherine": "ketrin katrin", "kathryn": "ketrin katrin",
    "edith": "idit edit", "edward": "eduard", "rachel": "reychel", "ruth": "rut", "ralph": "ralf", "walter": "uolter",
    "wright": "rayt", "knight": "nayt", "thompson": "tompson", "thomson": "tomson", "hughes": "hyuz",
    "lawrence": "lorens", "maureen": "morin", "maurice": "moris", "vincent": "vinsent vensan", "lucy": "lyusi",
    "nathaniel": "netaniel", "timothy": "timoti", "dorothy": "doroti", "judith": "djudit", "keith": "kit",
    "sarah": "sara", "deborah": "debora", "dwight": "duayt", "heather": "hezer", "bethany": "betani",
}  # fmt: skip
"""First names and frequent surnames whose sound no rule tells."""
_FOREIGN = re.compile(r"[^a-zà-öø-ÿœąćęłńśźżğ'’\-]|zh|kh|oğ|ov$|ova$|ev$|eva$|yev|zade|oglu|shvili|dze$|yan$")
_GERMAN_SIGNS = re.compile(r"[äöüß]|sch|ei|eu|ie|ck|tz|w|z|ch|^s[pt]|^v|h|th|s[aeiou]|j")
_SPANISH_SIGNS = re.compile(r"[ñáéíóú]|j|ll|qu|gue|gui|ch|z|^h|g[ei]|c[ei]|v")
_POLISH_SIGNS = re.compile(r"[ąćęłńóśźż]|sz|cz|rz|w|ch|ck|c[^aeiouk]|j")
_ITALIAN_SIGNS = re.compile(r"gli|gn|gh|ch|zz|[aeiou]s[aeiou]|sc[ei]|c[ei]|g[ei]|z")


_HABITS = (
    (re.compile(r"[a-z]"), _ENGLISH),
    (re.compile(r"[a-zà-ÿ]"), _FRENCH),
    (_GERMAN_SIGNS, _GERMAN),
    (_SPANISH_SIGNS, _SPANISH),
    (_POLISH_SIGNS, _POLISH),
    (_ITALIAN_SIGNS, _ITALIAN),
)


@lru_cache(maxsize=20_000)
def heard(word: str) -> tuple[str, ...]:
    """Spellings, by the rules of six languages, of what a lower-case Latin name sounds like, without itself."""
    found: list[str] = _IRREGULAR[word].split() if word in _IRREGULAR else []
    if len(word) < 4 or _FOREIGN.search(word):
        return tuple(found)
    for signs, rules in _HABITS:
        if not signs.search(word) or (rules is _ENGLISH and not word.isascii()):
            continue
        found += [one for one in _spelled(word, rules) if one != word and one not in found and len(one) >= 3]
    return tuple(found)


def _spelled(word: str, rules: tuple[_Rule, ...]) -> list[str]:
    words, text = [word], f"{_END}{word}{_END}"
    for pattern, readings, needed in rules:
        if needed not in text:
            continue
        if len(words) == len(readings) == 1:
            words = [pattern.sub(readings[0], words[0])]
            text = f"{_END}{words[0]}{_END}"
        elif any(map(pattern.search, words)):
            words = list(dict.fromkeys(pattern.sub(reading, one) for one, reading in product(words, readings)))[:_MOST]
            text = _END.join(["", *words, ""])
    return words
