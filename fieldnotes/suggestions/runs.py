"""Runs of capitalised words, and the endings by which surnames and patronymics of our languages are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from fieldnotes.redaction.wordset import word_set
from fieldnotes.suggestions.marks import COUNTRY, COURT, HONORIFIC, LEGAL, LOCALITY, ORG, class_at, word_at
from fieldnotes.suggestions.tokens import Sentence

PARTICLES = word_set(
    "de da di del della der den van von ter la le al el bin ibn bint abu ben oğlu qızı oglu qizi ogly kyzy zadə zade "
    "bey bəy xanım xan оглы кызы оглу гызы du des dos das e af av mac mc o d l st ap af"
)
_LEADING = word_set("de da di del van von der den al el bin ibn ben abu du la le dos das ter d o l st ap c")
_JOINERS = frozenset("-‐‑'’ʼ`")
_HYPHENS = frozenset("-‐‑")
_IS = frozenset("èé")
"""Italian and Portuguese verbs that are particles of names when the accent is left out."""
_BORN = word_set("geb geborene geborener née nee")
_LINKS = _LEADING | word_set("sur sous en les lez aux am an der im ob")
_APOSTROPHES = frozenset("'’ʼ`")
_ENDINGS = word_set(
    "s in ın un ün nin nın nun nün da de ta te dan den tan ten daki deki a e ya ye na ne i ı u ü yi yı yu yü ni nı "
    "nu nü la le yla yle ki dır dir lı li lu lü"
)
"""What follows an apostrophe and is no part of the name."""
_SURNAME = re.compile(
    r"\w{2,}(?:ov|ova|yev|yeva|ev|eva|ovu|ovanin|ovun|zade|zada|li|lu|oglu|qizi|beyli|xanli|shvili|svili|dze|dzé|yan|ian|"
    r"enko|chuk|czuk|ski|sky|skaya|ska|skii|wski|wska|owicz|ewicz|jic|cic|vic|vich|ovic|evic|sson|sen|escu|eanu|oglou|"
    r"opoulos|idis|ides|iadis|akis|aitis|auskas|iene|kova|cova|ov[ei]ch)"
    r"|\w{3,}(?:ов|ова|ев|ева|ёв|ёва|ин|ина|ын|ына|ский|ская|ского|скому|ской|ским|енко|чук|ян|швили|дзе|заде|оглу|лы|ли)"
    r"(?:а|у|ым|ой|е|ых|ом)?"
)
_VERB = re.compile(r"\w+(?:[аеиоуыюяё]ли|\w*[згкш]ли|[aeiou]yan)")
"""Past tenses and participles that end as surnames do."""
_PATRONYMIC = re.compile(
    r"\w{2,}(?:ович|евич|овна|евна|ична|ович[аеу]|евич[аеу]|овичем|овн[ыеуой]{1,2}|ovich|evich|ovna|evna|oviç|eviç)"
)
_GEORGIAN_SURNAME = re.compile(r"\w{2,}(?:შვილ|ძე|ძის|ია|უა|ური|ული|ელი|ავა|იანი|იშვილ)\w{0,4}")
_GEORGIAN_SURE = re.compile(r"\w{2,}(?:შვილ\w{0,4}|ძე(?:მ|ს|ც)?|ძის)")
_NOUN = re.compile(
    r"\w{3,}(?:ung|heit|keit|schaft|tion|tat|ismus)(?:en|s)?"
    r"|\w{4,}(?:amt|amts|amtes|amter|gericht|behorde|beamter?|gesetz|gesetzbuch|verfahren|antrag|vertrag|urteil|klage"
    r"|haft|strafe|beschwerde|bescheid|beschluss|prozess|gutachten|anstalt|verordnung|ordnung|richtlinie|minister|ministerium"
    r"|anwalt|anwaltin|richter|fuhrer|fuhrerin|geber|nehmer|(?<!b)rechte?s?|pflicht|frist|grund|zeit|dauer|akte"
    r"|fall|kosten|kammer|senat|dienst|wesen|stelle|schutz|freiheit|einrichtung|verlag|presse|polizei|erlaubnis)"
    r"(?:e?s|e[nrm]?|n)?"
)
_ROMAN = re.compile(r"[IVXLC]+")
_MOST_WORDS = 8


class Run(NamedTuple):
    """Tokens `first` up to `last` begin with capitals; `words` of them, initials among them counted in `initials`."""

    first: int
    last: int
    words: int
    initials: int


def is_capital(word: str) -> bool:
    return word[0].isupper()


def is_initial(sentence: Sentence, place: int) -> bool:
    """One capital and a full stop: "J." or "Дж."."""
    word = sentence.words[place]
    short = len(word) == 1 or (len(word) == 2 and word[1].islower())
    return short and word[0].isupper() and word_at(sentence, place + 1) == "." and word.isalpha()


def has_surname_ending(folded: str) -> bool:
    return _SURNAME.fullmatch(folded) is not None


def is_surname(folded: str) -> bool:
    """It ends like a surname and not like a verb: "Керимли", but not "Спрашивали" nor "Yaşayan"."""
    return has_surname_ending(folded) and _VERB.fullmatch(folded) is None


def is_patronymic(folded: str) -> bool:
    return _PATRONYMIC.fullmatch(folded) is not None


def is_georgian_surname(word: str) -> bool:
    """-შვილი and -ძე in any case: no other word ends like that."""
    return _GEORGIAN_SURE.fullmatch(word) is not None


def is_noun(folded: str) -> bool:
    """A German word that its ending shows to be no name: "Auffassung", "Verwaltungsbehörde"."""
    return _NOUN.fullmatch(folded) is not None


def is_roman(word: str) -> bool:
    return _ROMAN.fullmatch(word) is not None


def is_shouted(sentence: Sentence) -> bool:
    """A heading in capitals, where a capital says nothing."""
    if not any(map(str.isupper, sentence.words)):
        return False
    letters = [word for word in sentence.words if word.isalpha() and len(word) > 1]
    if len(letters) > 1 and all(word.isupper() for word in letters):
        return True
    return len(letters) > 2 and sum(word.isupper() for word in letters) > 0.6 * len(letters)


def runs(sentence: Sentence) -> Iterator[Run]:
    """The runs in order. A title (Mr, Me, г-н) begins no run and ends one."""
    place = 0
    while place < len(sentence):
        if sentence.words[place][0].isupper() and _opens(sentence, place):
            run = run_at(sentence, place)
            yield run
            place = run.last
        else:
            place += 1


def _opens(sentence: Sentence, place: int) -> bool:
    if not sentence.words[place][0].isalpha():
        return False
    return not class_at(sentence, place) & (HONORIFIC | LEGAL) or is_initial(sentence, place)


def run_at(sentence: Sentence, place: int) -> Run:
    """The run that begins at `place`, at least one word long."""
    words = sentence.words
    at, last, count, initials, joined = place, place, 0, 0, 0
    while at < len(words) and count < _MOST_WORDS:
        word = words[at]
        if word[0].isalpha() and word[0].isupper():
            if count and class_at(sentence, at) & (HONORIFIC | LEGAL) and not is_initial(sentence, at):
                break
            count += 1
            if is_initial(sentence, at):
                initials += 1
                at += 2
                last = at
                if word_at(sentence, at) == "-":
                    at += 1
                continue
            initials += len(word) == 1
            at += 1
            last = at
        elif word == "/" and last == at and at + 1 < len(words) and words[at - 1].isupper() and words[at + 1].isupper():
            at += 1
        elif word in _JOINERS and at + 1 < len(words) and words[at + 1][0].isalpha() and last == at:
            past = _across(sentence, at)
            if past is None:
                break
            at, last = past
        elif sentence.folded[at] in _BORN and last == at and (maiden := _maiden_name(sentence, at)):
            at = maiden
        elif sentence.folded[at] in PARTICLES and at in (last, joined) and word not in _IS and _goes_on(sentence, at):
            at = joined = at + 1
            if sentence.folded[at - 1] not in _LEADING:
                last = at
        else:
            break
    return Run(place, _without_ending(sentence, place, last), count, initials)


def _maiden_name(sentence: Sentence, at: int) -> int:
    """Where the name begins after "geb." or "née"; 0 when none follows."""
    following = at + 1 + (word_at(sentence, at + 1) == ".")
    return following if following < len(sentence) and sentence.words[following][0].isupper() else 0


def _across(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """Past a hyphen or apostrophe in a name: where to go on, and where the name ends so far; None where it ends."""
    words = sentence.words
    if words[at] in _APOSTROPHES and _owns_house(sentence, at):
        return at + 2, at
    if linked := _linked(sentence, at):
        return linked, linked
    if words[at + 1][0].isupper():
        return at + 1, at
    return (at + 2, at + 2) if _is_inside(sentence, at) else None


def _owns_house(sentence: Sentence, at: int) -> bool:
    """An apostrophe within the name of an institution: "St Brigid's Hospital", "People's Labour Party"."""
    words = sentence.words
    if word_at(sentence, at + 1) != "s" or at + 2 >= len(words) or not words[at + 2][0].isupper():
        return False
    end = at + 2
    while end < len(words) and words[end][0].isupper():
        end += 1
    return bool(sentence.classes[end - 1] & (ORG | LOCALITY))


def _linked(sentence: Sentence, at: int) -> int:
    """Where the word ends that a particle between hyphens joins: "Puy-de-Dôme"; 0 when there is none."""
    words = sentence.words
    if at + 3 >= len(words) or words[at] not in _HYPHENS or words[at + 2] not in _HYPHENS:
        return 0
    return at + 4 if sentence.folded[at + 1] in _LINKS and words[at + 3][0].isupper() else 0


def _is_inside(sentence: Sentence, at: int) -> bool:
    """A hyphen or apostrophe within one word: "Abdul-kərim", "Mar'yana", but not "Aliyev's"."""
    ending = sentence.words[at] in _APOSTROPHES and sentence.words[at + 1] in _ENDINGS
    return not ending and sentence.glued(at) and sentence.glued(at - 1)


def _without_ending(sentence: Sentence, first: int, last: int) -> int:
    """Before "'s" and Turkish endings after an apostrophe."""
    if last - first >= 3 and sentence.words[last - 2] in _APOSTROPHES and sentence.words[last - 1] in _ENDINGS:
        return last - 2
    return last


def _goes_on(sentence: Sentence, at: int) -> bool:
    """A particle inside a name: a capital follows, or it ends a Turkic patronymic."""
    folded = sentence.folded
    if folded[at] not in _LEADING:
        return True
    following = at + 1
    while following < len(folded) and (folded[following] in _LEADING or folded[following] in _JOINERS):
        following += 1
    if following >= len(folded) or not sentence.words[following][0].isupper():
        return False
    return not class_at(sentence, at - 1) & (COURT | COUNTRY) and not class_at(sentence, following) & COURT
