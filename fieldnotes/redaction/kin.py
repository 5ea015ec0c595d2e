"""Find words for relatives, and what tells the size of a family."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldnotes.redaction.generalise import Detail, Facet, word_for
from fieldnotes.redaction.lexicon import Mark, word_set
from fieldnotes.redaction.stretch import Stretch

_DESCRIBED = word_set(
    "little small young younger older elder eldest youngest minor underage school age other more adult grown teenage "
    "of my his her our their own infant baby twin kids "
    "azyasli balaca kicik boyuk nefer eded dene yetkin ogul qiz "
    "малолетних маленьких несовершеннолетних маленькие своих моих его ее их наших взрослых родных младших старших "
    "маленький маленького маленькая маленькой маленькую маленьким малолетний малолетнего "
    "kucuk buyuk tane ufak erkek kiz yetiskin"
)
_WHOSE = word_set(
    "my your his her our their s "
    "menim onun bizim onlarin sizin benim "
    "мой моя мои моего моей моих моим моими мою твой твоя ее его их наш наша наши нашего наших нашу нашей "
    "свой свои своего своих своим своими свою своей с"
)
_PARENTS = word_set("mother father mum mom mama dad parent parents mothers fathers мать матери отец отца")
_TURKIC_PARENT = re.compile(r"(?:ana|ata|anne|baba)s[iu]\w{0,6}")
_PATRONYMIC = re.compile(r"oglu|qizi|kizi")
_GENITIVE = re.compile(r"n?[iu]n$")
_AND = re.compile(r"\s?(?:,|,? (?:and|ve|ile|и|с)) ")
_FAMILY_OF = re.compile(r"\b(?:family|household) of $|\bсемья из $")
_REACH = 4
_KIN_ADJECTIVE = re.compile(
    r"(?:двоюродн|троюродн|сводн|родн|младш|старш|бывш|покойн|единственн|единокровн|единоутробн|приемн)\w{2,3}"
    r"|elder|older|eldest|younger|youngest|late|former|adopted|foster|maternal|paternal|half|step|widowed"
    r"|უფროს\w{0,2}|უმცროს\w{0,2}|ყოფილ\w{0,2}|მკვიდრ\w{0,2}"
)
_TURKIC_CASE = re.compile(r"(?:[nmz](?:[iuae]|d[ae]n?)|[dt][ae]n?|y[iuae]|l[ae]|l[ae]r[ae]|[iu]n)$")
"""The end of a relative's word that is no subject in Azerbaijani and Turkish, in plain letters."""
_BENT = {"az": _TURKIC_CASE, "tr": _TURKIC_CASE, "ru": re.compile(r"\w$")}
_UNBENT = word_set(
    "xala nene bibi anne teyze hala yenge nine dede baba ana amca "
    "брат братья муж мужья отец отцы папа сын сыновья дед дедушка дядя внук племянник кузен супруг жених тесть зять "
    "свекр свекор шурин деверь отчим прадед родители дети близнецы вдовец пасынок"
)
"""What can only be a sentence's subject, in Russian a man's: "моя родственник" would bend no better."""
_PEOPLE = frozenset(("человек", "nefer", "nefere", "neferlik", "people", "kisi", "kisilik"))


def find_kin(stretch: Stretch) -> Iterator[Detail]:
    """Relatives become relatives; counted children and siblings become the family."""
    counted = dict(_counted(stretch))
    joined = _joined(stretch, counted)
    yield from joined.values()
    covered = [(detail.start, detail.end) for detail in joined.values()]
    yield from _households(stretch)
    for mark in stretch.of_kind("kin", "child", "minor"):
        start, end = stretch.start(mark.first), stretch.end(mark.last)
        if any(left <= start and end <= right for left, right in covered) or _is_patronymic(stretch, mark):
            continue
        if mark.kind.startswith("minor") and not _belongs(stretch, mark):
            continue
        if mark.kind.startswith("minor") and stretch.word(mark.first - 1) in _DESCRIBED - _WHOSE:
            start = stretch.start(mark.first - 1)
        first = mark.first
        while _KIN_ADJECTIVE.fullmatch(stretch.word(first - 1)) and stretch.joined(first - 1, first):
            first -= 1
        start = min(start, stretch.start(first))
        plural = mark.plural or mark.kind.endswith(".plural")
        word = word_for("kin", mark.language, plural=plural)
        if _is_bent(stretch.word(mark.last), mark.language):
            word = f"[{word}]"
        yield Detail(start, end, Facet.KINSHIP, word)


def _is_bent(word: str, language: str) -> bool:
    """Has it, or may it have, another ending than the sentence's subject?

    Its class then stands as a label: "[родственник] держали" can be read, "родственник держали" is no sentence.
    """
    ending = _BENT.get(language)
    return ending is not None and word not in _UNBENT and ending.search(word) is not None


def _counted(stretch: Stretch) -> Iterator[tuple[int, tuple[int, int, Mark, str]]]:
    """By first token: (first, last, mark, kind of wording) of "two children", "two brothers", "mother of three"."""
    for mark in stretch.of_kind("kin", "child", "minor"):
        first = _number_of(stretch, mark)
        kind = "kin" if mark.kind.startswith("kin") else "family"
        last = mark.last
        if first is not None:
            parent = stretch.mark_at.get(mark.last + 1)
            if parent and _TURKIC_PARENT.fullmatch(stretch.word(mark.last + 1)) and stretch.joined(last, last + 1):
                last, kind = mark.last + 1, "person"
            yield first, (first, last, mark, kind)
        elif stretch.word(mark.last) in _PARENTS and (end := _of_number(stretch, mark)) is not None:
            yield mark.first, (mark.first, end, mark, "person")


def _number_of(stretch: Stretch, mark: Mark) -> int | None:
    """The first token of the number that counts `mark`, over a few adjectives."""
    for token in range(mark.first, max(0, mark.first - _REACH), -1):
        number = stretch.number_before(token)
        if number is not None:
            indefinite = stretch.word(number[0]) in ("a", "an", "bir")
            return None if indefinite else number[0]
        if stretch.word(token - 1) not in _DESCRIBED or not stretch.joined(token - 1, token):
            return None
    return None


def _of_number(stretch: Stretch, mark: Mark) -> int | None:
    """The last token of "of three", "of two small children" after a word for a parent."""
    token = mark.last
    if stretch.word(token + 1) == "of":
        token += 1
    number = stretch.number_after(token) if stretch.joined(mark.last, token) else None
    if number is None or stretch.word(number[0]) in ("a", "an", "one"):
        return None
    last = number[0]
    for ahead in range(last + 1, last + _REACH):
        if not stretch.joined(ahead - 1, ahead):
            break
        child = stretch.mark_at.get(ahead)
        if child and child.kind.startswith(("minor", "child")):
            return child.last
        if stretch.word(ahead) not in _DESCRIBED:
            break
    return last if mark.language == "en" else None


def _joined(stretch: Stretch, counted: dict[int, tuple[int, int, Mark, str]]) -> dict[int, Detail]:
    """The finds, each with what is listed after it: "two sons and a daughter" is one family."""
    found: dict[int, Detail] = {}
    reach = -1
    for first, (_, own, mark, kind) in sorted(counted.items()):
        if first <= reach:
            continue
        last = own
        while (following := _listed_next(stretch, last)) is not None:
            last = following
        reach = last
        facet = Facet.KINSHIP if kind == "kin" else Facet.FAMILY
        word = word_for(kind, mark.language, plural=kind == "kin")
        found[first] = Detail(stretch.start(first), stretch.end(last), facet, word)
    return found


def _listed_next(stretch: Stretch, last: int) -> int | None:
    """The last token of a relative that is listed right after token `last` ("and a daughter")."""
    gap = _AND.match(stretch.folded, stretch.end(last))
    token = stretch.token_ending_by(gap.end()) + 1 if gap else -1
    if token <= last:
        return None
    for ahead in range(token, token + _REACH):
        mark = stretch.mark_at.get(ahead)
        if mark and mark.kind.startswith(("minor", "child")):
            return mark.last
        number = stretch.numbers.get(ahead)
        if not number and stretch.word(ahead) not in _DESCRIBED:
            return None
    return None


def _households(stretch: Stretch) -> Iterator[Detail]:
    """ "family of five", "семья из пяти человек", "beş nəfərlik ailə": the number goes."""
    for first, (last, _) in stretch.numbers.items():
        start = stretch.start(first)
        lead = _FAMILY_OF.search(stretch.folded, max(0, start - 16), start)
        people = stretch.word(last + 1) in _PEOPLE
        if lead:
            end = stretch.end(last + 1) if people else stretch.end(last)
            yield Detail(lead.start(), end, Facet.FAMILY, word_for("family", "ru" if "из" in lead.group() else "en"))
        elif people and stretch.word(last + 2).startswith(("aile", "ail")) and stretch.joined(first, last + 2):
            yield Detail(start, stretch.end(last + 2), Facet.FAMILY, "ailə" if stretch.language == "az" else "aile")


def _belongs(stretch: Stretch, mark: Mark) -> bool:
    """ "her child", "my little boy", "Rena's baby": somebody's own, not children in general."""
    before = mark.first - 1
    if stretch.word(before) in _DESCRIBED and stretch.word(before) not in _WHOSE:
        before -= 1
    word = stretch.word(before)
    if word == "s":
        return stretch.folded[stretch.start(before) - 1] == "'"
    return word in _WHOSE and stretch.joined(before, mark.first)


def _is_patronymic(stretch: Stretch, mark: Mark) -> bool:
    """ "Vəli oğlu" is part of a name, "Rəşidin oğlu" is somebody's son."""
    if not _PATRONYMIC.fullmatch(stretch.word(mark.first)):
        return False
    before = mark.first - 1
    if before < 0 or before in stretch.mark_ending:
        return False
    return stretch.is_capital(before) and not _GENITIVE.search(stretch.word(before))
