"""Romanised phone strings: one symbol for a sound, so that spellings of a name in seven scripts become comparable.

Symbols are ASCII except the fronted vowels: consonants b p d t g k q x h l m n r s z v w f and J (dʒ) C (tʃ) S (ʃ)
Z (ʒ) c (ts) D (dz) G (ɣ); vowels a ä(ə) e i ı o ö u ü; y. A letter may be read in more than one way; a word then has
several soundings (at most MAX_SOUNDINGS). Letter values follow the national romanisations (BGN/PCGN, ISO 9, the
Georgian national system of 2002) and the habits of passports and newspapers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, pairwise, product
from operator import itemgetter
from typing import NamedTuple

from fieldnotes.redaction.scripts import Script

MAX_SOUNDINGS = 8
VOWELS = "aäeiıoöuüy"


class Sounding(NamedTuple):
    """One way to say a word: its symbols, and letter group by letter group how each group sounds."""

    symbols: str
    letters: Sequence[str]
    sounds: Sequence[str]

    def ends(self) -> Sequence[int]:
        """For each symbol the offset in the word at which its letters end."""
        if self.sounds is self.symbols:  # one symbol for each letter
            return range(1, len(self.symbols) + 1)
        found: list[int] = []
        position = 0
        for letters, sound in zip(self.letters, self.sounds, strict=True):
            size = len(letters)
            position += size
            if size == 1 and len(sound) == 1:
                found.append(position)
            elif len(sound) == size:  # letters that sound one by one: t + s
                found += range(position - size + 1, position + 1)
            else:
                found += (position,) * len(sound)
        return found


Table = dict[str, tuple[str, ...]]


def _table(text: str) -> Table:
    """Parse "letters=reading/reading ..." ("0" stands for silence)."""
    table: Table = {}
    for item in text.split():
        letters, _, readings = item.partition("=")
        table[letters] = tuple("" if reading == "0" else reading for reading in readings.split("/"))
    return table


_LATIN = _table(
    "schtsch=SC ttsch=C "
    "szcz=SC shch=SC dsch=J tsch=C tch=C dzh=J sch=S/Z sh=S ch=C/x/S dj=J/dy kh=x gh=G zh=Z ts=c/ts tz=c "
    "dz=D/dz th=t ph=f ck=k qu=qu/k/kv cz=C sz=S/sz dh=d tsj=C sj=S/sy rz=rz/Z gue=ge/gue gui=gi/gui "
    "a=a b=b c=J/k/s d=d e=e f=f g=g h=h i=i j=J/y/x k=k l=l m=m n=n o=o p=p q=q r=r s=s t=t u=u v=v w=w x=x/ks y=y "
    "z=z ə=ä ä=ä æ=ä ç=C/s ć=C č=C đ=d ğ=G ı=ı ł=l ñ=n ö=ö ø=ö œ=ö ř=r ş=S ș=S š=S ś=S ß=s ţ=c ț=c þ=t ü=ü ű=ü "
    "ž=Z/z ż=Z/z ź=Z/z "
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
    "ص=s ض=d/z ط=t ظ=z ع=a غ=G ف=f ڤ=v ق=q ك=k ک=k گ=g ل=l م=m ن=n ه=h/a ہ=h ة=a/t/ah ۀ=a و=u/w ي=y ی=y ے=y "
    "וו=v יי=y א=a ב=b/v ג=g ד=d ה=h/a ו=u/v ז=z ח=x ט=t י=y כ=k ך=x ל=l מ=m ם=m נ=n ן=n ס=s ע=a פ=p/f ף=f צ=c/ts "
    "ץ=c/ts ק=k ר=r ש=S/s ת=t"
)
_GREEK = _table(
    "ου=u ού=u αι=e/ai αί=e/ai ει=i εί=i οι=i/oi οί=i/oi αυ=av αύ=av ευ=ev εύ=ev μπ=b/mb ντ=d/nd/nt γκ=g/ng γγ=ng "
    "τζ=J/dz/Z τσ=C/c α=a ά=a β=v γ=g/y δ=d ε=e έ=e ζ=z/Z η=i ή=i θ=t ι=i ί=i κ=k λ=l μ=m ν=n ξ=ks ο=o ό=o π=p "
    "ρ=r σ=s/S ς=s/S τ=t υ=i ύ=i φ=f χ=x ψ=ps ω=o ώ=o"
)
_ARMENIAN = _table(
    "ու=u եւ=ev ա=a բ=b գ=g դ=d ե=e/ye զ=z է=e ը=ı թ=t ժ=Z ի=i լ=l խ=x ծ=c/ts կ=k հ=h ձ=D/dz ղ=G ճ=C մ=m յ=y ն=n "
    "շ=S ո=o/vo չ=C պ=p ջ=J ռ=r ս=s վ=v տ=t ր=r ց=c/ts ւ=v փ=p ք=k և=ev օ=o ֆ=f"
)
TABLES = {
    Script.LATIN: _LATIN,
    Script.CYRILLIC: _CYRILLIC,
    Script.GEORGIAN: _GEORGIAN,
    Script.ARABIC: _ARABIC,
    Script.GREEK: _GREEK,
    Script.ARMENIAN: _ARMENIAN,
}


def _groups(table: Table) -> re.Pattern[str]:
    """Matches the letters of a word group by group, the longest first; single letters cost one look."""
    rests: dict[str, list[str]] = {}
    for letters in sorted((key for key in table if len(key) > 1), key=len, reverse=True):
        rests.setdefault(letters[0], []).append(letters[1:])
    longer = [f"{first}(?:{'|'.join(rest)})?" for first, rest in rests.items()]
    single = f"[^{''.join(rests)}]" if rests else "."
    return re.compile("|".join([single, *longer]), re.DOTALL)


_GROUPS = {script: _groups(table) for script, table in TABLES.items()}
_NEIGHBOURS = {
    script: frozenset(pair for key in table for pair in map("".join, pairwise(key))) for script, table in TABLES.items()
}
_CERTAIN = {
    script: {letters: sounds[0] for letters, sounds in table.items() if len(sounds) == 1}
    for script, table in TABLES.items()
}
_SINGLE = {
    script: {letter: sound for letter, sound in certain.items() if len(letter) == len(sound) == 1}
    for script, certain in _CERTAIN.items()
}
_ONE_BY_ONE = {script: str.maketrans(single) for script, single in _SINGLE.items()}


def _others(script: Script) -> re.Pattern[str]:
    """Matches where a word of the script has more to it than one sound for each letter."""
    longer = "|".join(re.escape(letters) for letters in TABLES[script] if len(letters) > 1)
    return re.compile(f"[^{''.join(_SINGLE[script])}]" + (f"|{longer}" if longer else ""))


_OTHERS = {script: _others(script) for script in TABLES}
_FRONT = frozenset("eəiöüy")
_GREEK_FRONT = frozenset("ειηυέίήύ")
_FIRST_OTHERWISE = frozenset("եո")
"""Armenian letters that sound ye and vo at the beginning of a word, e and o elsewhere."""
_EACH_FOR_ITSELF = frozenset("ובפو")
"""Letters that sound one way here and another there: موسوی, אברמוב."""
DOUBLED = re.compile(r"(.)\1+")
_ONCE = itemgetter(1)
"""The doubled symbol of a match: a template would be filled in by Python."""


@lru_cache(maxsize=50_000)
def soundings(word: str, script: Script) -> tuple[Sounding, ...]:
    """All readings of a lower-case word of one script, the likeliest first; other scripts are their own phones.

    A group of letters that is ambiguous is read alike wherever it stands in the word, but for waw.
    """
    others = _OTHERS.get(script)
    if others is None:
        return (Sounding(word, word, word),)
    if not others.search(word):
        symbols = word.translate(_ONE_BY_ONE[script])
        return (Sounding(symbols, word, symbols),)
    letters = _GROUPS[script].findall(word)
    sounds = list(map(_CERTAIN[script].get, letters))
    if None not in sounds:
        certain = [sound for sound in sounds if sound is not None]
        return (Sounding("".join(certain), letters, certain),)
    return _ambiguous(letters, sounds, TABLES[script])


def merges(left: str, right: str, script: Script) -> bool:
    """Whether two words written as one may sound otherwise where they meet: Gottfried Hinz, dh."""
    return left[-1] + right[0] in _NEIGHBOURS.get(script, ())


def _ambiguous(letters: list[str], sounds: Sequence[str | None], table: Table) -> tuple[Sounding, ...]:
    first = [sound or "" for sound in sounds]
    open_places: dict[tuple[str, ...], list[int]] = {}
    for place, sound in enumerate(sounds):
        if sound is not None:
            continue
        group = letters[place]
        options = table.get(group) or unlisted(group, table)
        if len(options) > 1:
            following = letters[place + 1][0] if place + 1 < len(letters) else ""
            options = in_context(place, group, following, options)
        first[place] = options[0]
        if len(options) > 1:
            apart = str(place) if group in _EACH_FOR_ITSELF else ""
            open_places.setdefault((group + apart, *options), []).append(place)
    if not open_places:
        return (Sounding("".join(first), letters, first),)
    found = []
    for choice in islice(product(*(key[1:] for key in open_places)), MAX_SOUNDINGS):
        reading = first.copy()
        for sound, places in zip(choice, open_places.values(), strict=True):
            for place in places:
                reading[place] = sound
        found.append(Sounding("".join(reading), letters, reading))
    return tuple(found)


def unlisted(letter: str, table: Table) -> tuple[str, ...]:
    """A letter with a diacritic we do not list sounds like its base; anything else stays itself."""
    base = unicodedata.normalize("NFD", letter)[0]
    return table.get(base, (letter,))[:1]


def in_context(place: int, letters: str, following: str, sounds: tuple[str, ...]) -> tuple[str, ...]:
    """Drop the readings of an ambiguous group of letters that its place and the letter after it rule out."""
    if letters in _FIRST_OTHERWISE:
        return sounds if place == 0 else sounds[:1]
    if letters == "γ":
        return sounds if following and following in _GREEK_FRONT else sounds[:1]
    if letters == "ב":
        return sounds[:1] if place == 0 else sounds if following else sounds[1:]
    if letters in "هה":
        return ("h", "a") if place > 1 and not following else ("h",)
    if letters == "و" and place == 0:
        return ("w", "u")
    return _latin_in_context(letters, following, sounds)


def _latin_in_context(letters: str, following: str, sounds: tuple[str, ...]) -> tuple[str, ...]:
    if letters == "c":
        return ("J", "s") if following in _FRONT and following else ("J", "k")
    if letters == "sz":
        return sounds if following in ("a", "ə") else sounds[:1]  # Abbaszadə
    if letters == "ç":
        return ("C", "s") if following in ("a", "o", "u", "") else ("C",)
    return sounds


def collapsed(symbols: str) -> str:
    """The symbols with doubled ones written once (Məmmədli = Mamedli)."""
    return DOUBLED.sub(_ONCE, symbols) if DOUBLED.search(symbols) else symbols


COARSE = str.maketrans(
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
    classes = symbols.translate(COARSE)
    return "'" + classes if symbols[:1] in VOWELS else classes


_CLASSES = str.maketrans(
    {letter: classes or "." for letter, classes in ((chr(code), value) for code, value in COARSE.items())}
)


def classes_of(symbols: str) -> str:
    """The class of each symbol, a dot for vowels: the key of a phone string with the places of its consonants."""
    return symbols.translate(_CLASSES)


def consonants(symbols: str) -> str:
    return symbols.translate(_CONSONANTS)


def vowel_groups(symbols: str) -> tuple[str, ...]:
    """The vowels before, between and after the consonants: one group more than there are consonants."""
    return tuple(_BETWEEN.split(symbols))


@lru_cache(maxsize=200_000)
def shape(symbols: str) -> tuple[str, tuple[str, ...]]:
    """The consonants of a phone string and its vowel groups: what a distance is measured between."""
    return consonants(symbols), vowel_groups(symbols)


SQUEEZE = str.maketrans(
    dict.fromkeys("kgqxhG", "k")
    | dict.fromkeys("JCZ", "j")
    | dict.fromkeys("szScD", "s")
    | dict.fromkeys("vwf", "v")
    | dict.fromkeys("bp", "b")
    | dict.fromkeys("dt", "d")
    | dict.fromkeys("aäe", "a")
    | dict.fromkeys("iıy", "i")
    | dict.fromkeys("oöuü", "u")
)


def squeeze(symbols: str) -> str:
    """The coarsest string of a word that still keeps its vowels: what squeezed and broken names are searched in."""
    return collapsed(symbols.translate(SQUEEZE))
