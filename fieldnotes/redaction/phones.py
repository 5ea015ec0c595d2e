"""Romanised phone strings: one symbol for a sound, so that spellings of a name in four scripts become comparable.

Symbols are ASCII except the fronted vowels: consonants b p d t g k q x h l m n r s z v w f and J (dʒ) C (tʃ) S (ʃ)
Z (ʒ) c (ts) D (dz) G (ɣ); vowels a ä(ə) e i ı o ö u ü; y. A letter may be read in more than one way; a word then has
several soundings (at most MAX_SOUNDINGS). Letter values follow the national romanisations (BGN/PCGN, ISO 9, the
Georgian national system of 2002) and the habits of passports and newspapers.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from fieldnotes.redaction.scripts import Script

MAX_SOUNDINGS = 8
VOWELS = "aäeiıoöuüy"


class Sounding(NamedTuple):
    """One way to say a word: its symbols, and for each symbol the offset in the word at which its letters end."""

    symbols: str
    ends: tuple[int, ...]


_Table = dict[str, tuple[str, ...]]


def _table(text: str) -> _Table:
    """Parse "letters=reading/reading ..." ("0" stands for silence)."""
    table: _Table = {}
    for item in text.split():
        letters, _, readings = item.partition("=")
        table[letters] = tuple("" if reading == "0" else reading for reading in readings.split("/"))
    return table


_LATIN = _table(
    "schtsch=SC shch=SC dsch=J tsch=C tch=C dzh=J sch=S sh=S ch=C/x/S dj=J kh=x gh=G zh=Z ts=c/ts tz=c dz=D/dz th=t "
    "ph=f ck=k qu=qu/k/kv cz=C sz=S dh=d "
    "a=a b=b c=J/k/s d=d e=e f=f g=g h=h i=i j=J/y k=k l=l m=m n=n o=o p=p q=q r=r s=s t=t u=u v=v w=w x=x/ks y=y z=z "
    "ə=ä ä=ä æ=ä ç=C/s ć=C č=C đ=d ğ=G ı=ı ł=l ñ=n ö=ö ø=ö œ=ö ř=r ş=S ș=S š=S ś=S ß=s ţ=c ț=c þ=t ü=ü ű=ü ž=Z ź=z "
    "ŋ=n ħ=h '=0"
)
_CYRILLIC = _table(
    "дж=J дз=D/dz тц=c тс=c/ts тч=C "
    "а=a б=b в=v г=g ґ=g ғ=G д=d е=e ё=yo є=ye ж=Z з=z и=i й=y і=i ї=yi ј=y к=k қ=q ҡ=q ҝ=g л=l љ=l м=m н=n ң=n њ=n "
    "о=o ө=ö п=p р=r с=s т=t у=u ү=ü ұ=u ў=u ф=f х=x һ=h ҳ=h ц=c/ts ч=C ҹ=J ҷ=J џ=J ш=S щ=SC/S ъ=0 ы=ı ь=0 э=e ю=yu "
    "я=ya ә=ä ћ=C ђ=J ѕ=D"
)
_GEORGIAN = _table(
    "ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=Z რ=r ს=s ტ=t უ=u ფ=p/f ქ=k ღ=G ყ=q შ=S ჩ=C "
    "ც=c/ts ძ=D/dz წ=c/ts ჭ=C ხ=x ჯ=J ჰ=h ჲ=y ჳ=v ჴ=x ჶ=f"
)
_ARABIC = _table(
    "تش=C ا=a آ=a أ=a إ=i ٱ=a ى=a/y ئ=y/0 ؤ=u/0 ء=0 ب=b پ=p ت=t ث=s/t ج=J/g چ=C ح=h خ=x د=d ذ=z/d ر=r ز=z ژ=Z س=s ش=S "
    "ص=s ض=d/z ط=t ظ=z ع=a غ=G ف=f ڤ=v ق=q ك=k ک=k گ=g ل=l م=m ن=n ه=h ہ=h ة=a/t/ah ۀ=a و=u/w ي=y ی=y ے=y"
)
_TABLES = {
    Script.LATIN: _LATIN,
    Script.CYRILLIC: _CYRILLIC,
    Script.GEORGIAN: _GEORGIAN,
    Script.ARABIC: _ARABIC,
}
_LONGEST = {script: max(map(len, table)) for script, table in _TABLES.items()}
_PAIRS = {script: frozenset(key[:2] for key in table if len(key) > 1) for script, table in _TABLES.items()}
_FRONT = frozenset("eəiöüy")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=4096)
def soundings(word: str, script: Script) -> tuple[Sounding, ...]:
    """All readings of a lower-case word of one script, the likeliest first; other scripts are their own phones."""
    table = _TABLES.get(script)
    if table is None:
        return (Sounding(word, tuple(range(1, len(word) + 1))),)
    readings: list[tuple[str, tuple[int, ...]]] = [("", ())]
    run: list[str] = []  # what all readings have in common since the last ambiguous letter
    run_ends: list[int] = []
    position, length, longest, pairs = 0, len(word), _LONGEST[script], _PAIRS[script]
    while position < length:
        letters = word[position]
        if word[position : position + 2] in pairs:
            letters = _longest(word, position, table, longest)
        sounds = table.get(letters)
        if sounds is None:
            sounds = _unlisted(letters, table)
        elif len(sounds) > 1:
            sounds = _in_context(word, position, letters, sounds)
        before, position = position, position + len(letters)
        if len(sounds) == 1:
            run.append(sounds[0])
            if len(sounds[0]) == 1:
                run_ends.append(position)
            else:
                run_ends += _ends(sounds[0], before, position)
            continue
        common, common_ends = "".join(run), tuple(run_ends)
        readings = [
            (symbols + common + sound, earlier + common_ends + _ends(sound, before, position))
            for sound in sounds
            for symbols, earlier in readings
        ][:MAX_SOUNDINGS]
        run, run_ends = [], []
    common, common_ends = "".join(run), tuple(run_ends)
    return tuple([Sounding(symbols + common, ends + common_ends) for symbols, ends in readings])


def _ends(sound: str, start: int, end: int) -> tuple[int, ...]:
    """Where the letters of each symbol end; letters that sound one by one (t + s) end one by one."""
    return tuple(range(start + 1, end + 1)) if len(sound) == end - start else (end,) * len(sound)


def _longest(word: str, position: int, table: _Table, longest: int) -> str:
    for size in range(longest, 1, -1):
        letters = word[position : position + size]
        if len(letters) == size and letters in table:
            return letters
    return word[position]


def _unlisted(letter: str, table: _Table) -> tuple[str, ...]:
    """A letter with a diacritic we do not list sounds like its base; anything else stays itself."""
    base = unicodedata.normalize("NFD", letter)[0]
    return table.get(base, (letter,))[:1]


def _in_context(word: str, position: int, letters: str, sounds: tuple[str, ...]) -> tuple[str, ...]:
    """Drop the readings of an ambiguous letter that its neighbours rule out."""
    following = word[position + len(letters) : position + len(letters) + 1]
    if letters == "c":
        return ("J", "s") if following in _FRONT and following else ("J", "k")
    if letters == "و" and position == 0:
        return ("w", "u")
    if letters == "ه" and position > 1 and not following:
        return ("h", "a")
    if letters == "ç":
        return ("C", "s") if following in ("a", "o", "u", "") else ("C",)
    return sounds


def collapsed(symbols: str) -> str:
    """The symbols with doubled ones written once (Məmmədli = Mamedli)."""
    return _DOUBLED.sub(r"\1", symbols)


_COARSE = str.maketrans(
    dict.fromkeys("kgqxhG", "K")
    | dict.fromkeys("JCZ", "J")
    | dict.fromkeys("szScD", "S")
    | dict.fromkeys("vwf", "V")
    | dict.fromkeys("bp", "P")
    | dict.fromkeys("dt", "T")
    | dict.fromkeys(VOWELS, None)
)
_CONSONANTS = str.maketrans(dict.fromkeys(VOWELS, None))
_BETWEEN = re.compile(f"[^{VOWELS}]")


def coarse_key(symbols: str) -> str:
    """The consonant classes of a phone string, marked when it begins with a vowel: the key of the index."""
    classes = symbols.translate(_COARSE)
    return "'" + classes if symbols[:1] in VOWELS else classes


def consonants(symbols: str) -> str:
    return symbols.translate(_CONSONANTS)


def vowel_groups(symbols: str) -> tuple[str, ...]:
    """The vowels before, between and after the consonants: one group more than there are consonants."""
    return tuple(_BETWEEN.split(symbols))
