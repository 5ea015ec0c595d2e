"""E-mail addresses in disguise ("leyla (at) idp dot example") and handles, with or without @ or inside a URL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from fieldnotes.redaction.automaton import Automaton
from fieldnotes.redaction.scripts import fold_look_alikes

_AT_WORD = (
    "at işarəsi|ət işarəsi|at işareti|at|bei|chez|en|affe|klammeraffe|małpa|malpa|ət|ät|ат|эт|et|ett|"
    "собака|собачка|arroba|arobase|kuyruklu a|kuyruklu|kuyruk|כרוכית|שטרודל|παπάκι|ქუჩა|ათ|آت|ات"
)
_DOT_WORD = "dot|kropka|bod|ponto|nöktə|punkt|nöqtə|noqte|nöqte|nokta|точка|тчк|point|punto|წერტილი|نقطة|نقطه|دات|дот"
_OPEN, _CLOSE = r"[(\[{<«]\s?", r"\s?[)\]}>»]"
_AT = re.compile(
    rf"[ \t\n]{{0,3}}(?:{_OPEN}(?:@|a|а|{_AT_WORD}){_CLOSE}|@|"
    rf"(?<=[\s\-_])(?:{_AT_WORD})(?=[\s\-_])[\-_]?)[ \t\n]{{0,3}}"
)
_DOT = rf"[ \t\n]{{0,2}}(?:{_OPEN}(?:\.|{_DOT_WORD}){_CLOSE}|\.|(?<=[\s\-_])(?:{_DOT_WORD})(?=[\s\-_]))[ \t\n]{{0,2}}"
_HYPHENATED = re.compile(rf"[-_]((?:{_AT_WORD})|(?:{_DOT_WORD}))[-_]")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:{_DOT}{_LABEL}){{1,5}}")
_DOT_SIGN = re.compile(_DOT)
_LINE_END = r"-?[ \t]?\r?\n[ \t>]{0,4}"
_BROKEN_LABEL = rf"[a-z0-9][a-z0-9-]{{0,62}}(?:{_LINE_END}[a-z0-9][a-z0-9-]{{0,62}}){{0,2}}"
_BROKEN_DOMAIN = re.compile(rf"{_BROKEN_LABEL}(?:{_DOT}{_BROKEN_LABEL}){{1,5}}")
_HYPHEN_AT_LINE_END = re.compile(_LINE_END)
_UNDERSCORE = re.compile(
    r"[ \t]{1,2}(?:underscore|alt xətt|alt çizgi|alttan çizgi|alttire|(?:нижнее )?подч[её]ркивание|"
    r"нижний пробел|unterstrich|tiret bas|souligné|guion bajo|ქვედა ტირე)[ \t]{1,2}"
)
_DASH = re.compile(r"[ \t]{1,2}(?:hyphen|dash|minus|дефис|тире|bindestrich|tiret|tire|defis|guion|ტირე)[ \t]{1,2}")
_SIGN = f"(?:{_DOT}|{_UNDERSCORE.pattern}|{_DASH.pattern})"
_LOCAL = re.compile(rf"[\w+%-]{{1,64}}(?:{_SIGN}[\w+%-]{{1,64}}){{0,5}}[\s\-_]{{0,1}}$")
_LOCAL_WINDOW = 120
_HANDLE_SIGN = re.compile(r"[._\d]")
_PLATFORM = re.compile(
    r"\b(?:instagram|insta|ig|twitter|x|telegram|tg|facebook|fb|tiktok|vk|handle|user|username|nick|nickname|account|"
    r"profile|ник|никнейм|аккаунт|профиль|инстаграм\w{0,3}|телеграм\w{0,3}|твиттер\w{0,3}|istifadəçi|hesab\w{0,5}|profil\w{0,4}|"
    r"kullanıcı|compte|konto|cuenta|perfil)\b[\s:=\-–(\"'«„]{0,4}(?:adı[\s:]{0,3})?$"
)
_POSTED = re.compile(
    r"['’]?\w{0,4}[\s,:]{1,3}(?:"
    r"(?:has |had |also |just |again )?(?:posted|posts|tweeted|tweets|retweeted|messaged|blogged)|"
    r"(?:wrote|writes|said)? ?(?:on|via|in|auf|sur|en) (?:x|twitter|instagram|insta|telegram|facebook|tiktok|vk)\b|"
    r"paylaş|tweet|yazdı|yazıb|запостил|твитнул|выложил|опубликовал|schrieb auf|hat gepostet|postete|a posté|a tweeté)"
)
"""What is said after a handle: quiet.heron posted, quietheron on Telegram."""
_URL_BEFORE = re.compile(r"[a-z0-9-]\.[a-z]{2,12}/(?:[\w@.\-]{1,40}/){0,4}@?$")
_PIECE = re.compile(r"[^\W\d_]+|\d+")
_PARTING = re.compile(r"[._\-]")
_BARE = 5
_BARE_PLAIN = 8


class Found(NamedTuple):
    start: int
    end: int
    identities: frozenset[int]
    sure: bool


class Addresses:
    """The registered e-mail addresses, (local part, domain) to identities."""

    def __init__(self) -> None:
        self._owners: dict[tuple[str, str], set[int]] = {}
        self._domains: set[str] = set()

    def add(self, address: str, identity: int) -> None:
        local, _, domain = address.strip().lower().rpartition("@")
        local = local.partition("+")[0]
        self._owners.setdefault((local, domain), set()).add(identity)
        self._domains.add(domain)

    def __bool__(self) -> bool:
        return bool(self._owners)

    def find(self, lower: str) -> Iterator[Found]:
        """Addresses in a lower-case view (or a block of it)."""
        yield from self._find(lower)
        folded = fold_look_alikes(lower)
        if folded != lower:
            yield from self._find(folded)

    def _find(self, text: str) -> Iterator[Found]:
        text = _HYPHENATED.sub(r" \1 ", text)
        for at in _AT.finditer(text):
            domain = _DOMAIN.match(text, at.end())
            whole = [(shown, end) for shown, end in _growing(domain) if shown in self._domains] if domain else []
            for shown, end in whole or self._across_lines(text, at.end()):
                yield from self._with_local(text, at.start(), shown, end)

    def _across_lines(self, text: str, start: int) -> Iterator[tuple[str, int]]:
        """Registered domains that a line end breaks, with or without a hyphen of their own there."""
        if "\n" not in text[start : start + _LOCAL_WINDOW]:
            return
        domain = _BROKEN_DOMAIN.match(text, start)
        for broken, end in _growing(domain) if domain else ():
            for hyphen in ("-", ""):
                shown = _HYPHEN_AT_LINE_END.sub(hyphen, broken)
                if shown in self._domains:
                    yield shown, end

    def _with_local(self, text: str, at: int, domain: str, end: int) -> Iterator[Found]:
        start = max(0, at - _LOCAL_WINDOW)
        window = text[start:at]
        found = _LOCAL.search(window)
        if not found:
            return
        local = found.group().rstrip(" -_\t\n")
        offset = start + found.start()
        pieces = list(_DOT_SIGN.finditer(local))
        for begin in [0, *(piece.end() for piece in pieces)]:
            shown = _DASH.sub("-", _UNDERSCORE.sub("_", _DOT_SIGN.sub(".", local[begin:]))).partition("+")[0]
            owners = self._owners.get((shown, domain))
            if owners:
                yield Found(offset + begin, end, frozenset(owners), sure=True)
                return


def _growing(domain: re.Match[str]) -> Iterator[tuple[str, int]]:
    """The domain by its first two labels, its first three and so on, and without what a hyphen adds to the last one.

    The end of a sentence may look like a label, and an ending may be written with a hyphen: posta.example-dən.
    """
    text = domain.group()
    dots = list(_DOT_SIGN.finditer(text))
    for number in range(1, len(dots) + 1):
        if number < len(dots) and dots[number].group() == ".":
            continue
        end = dots[number].start() if number < len(dots) else len(text)
        yield _DOT_SIGN.sub(".", text[:end]), domain.start() + end
        hyphen = text.rfind("-", dots[number - 1].end(), end)
        if hyphen > 0:
            yield _DOT_SIGN.sub(".", text[:hyphen]), domain.start() + hyphen


class Handles:
    """The registered handles, without their @."""

    def __init__(self) -> None:
        self._owners: dict[str, set[int]] = {}
        self._automaton: Automaton[str] | None = None
        self._spaced: Automaton[str] | None = None

    def add(self, handle: str, identity: int) -> None:
        core = fold_look_alikes(handle.strip().lstrip("@").lower())
        if len(core) >= 2:
            self._owners.setdefault(core, set()).add(identity)

    def __bool__(self) -> bool:
        return bool(self._owners)

    def freeze(self) -> None:
        """Build the search over everything added."""
        if self._owners:
            self._automaton = Automaton({core: core for core in self._owners})
            self._spaced = Automaton({other: core for core in self._owners for other in _otherwise_parted(core)})

    def find(self, text: str, lower: str) -> Iterator[Found]:
        """Handles in a view; `lower` is its lower case."""
        if self._automaton is None or self._spaced is None:
            return
        for start, end, core in self._spaced.find(lower):
            if _is_spoken(lower, start, end):
                yield Found(start, end, frozenset(self._owners[core]), sure=False)
        for start, end, core in self._automaton.find(fold_look_alikes(lower)):
            sure = _is_handle(text, lower, start, end)
            if sure is not None:
                first = start - 1 if text[start - 1 : start] == "@" else start
                yield Found(first, end, frozenset(self._owners[core]), sure)


def _otherwise_parted(core: str) -> set[str]:
    """A handle of several words as it is said or half remembered: quiet_falcon88 as quiet falcon 88, quiet.falcon88."""
    words = _PIECE.findall(core)
    if len(words) < 2:
        return set()
    parted = {_PARTING.sub(sign, core) for sign in (".", "-", "_")}
    return {" ".join(words)} | (parted - {core})


def _is_spoken(lower: str, start: int, end: int) -> bool:
    """The words of a handle side by side: with figures, or after the name of a platform, also as its address."""
    if lower[end : end + 1].isalnum() or lower[max(0, start - 1) : start].isalnum():
        return False
    figures = any(sign.isdigit() for sign in lower[start:end]) and end - start >= _BARE_PLAIN
    before = lower[max(0, start - 80) : start]
    return figures or _PLATFORM.search(before) is not None or _URL_BEFORE.search(before) is not None


def _is_handle(text: str, lower: str, start: int, end: int) -> bool | None:
    """True for a certain handle, False for a doubtful one, None for a coincidence."""
    before, after = lower[max(0, start - 80) : start], lower[end : end + 14]
    glued = after[:1].isalnum() or after[:1] == "_"
    if (glued and not text[end : end + 1].isupper()) or before[-1:].isalnum() or before[-1:] in ("_", "-"):
        return None
    longer = after[:1] == "." and after[1:2].isalnum()
    if before.endswith("@"):
        in_address = longer and before[-2:-1].isalnum() and not _URL_BEFORE.search(before)
        return None if in_address else not longer
    if _URL_BEFORE.search(before):
        return not longer
    if longer or before[-1:] == "." or end - start < _BARE:
        return None
    core = lower[start:end]
    if _PLATFORM.search(before) or (end - start >= _BARE_PLAIN and _POSTED.match(lower, end)):
        return True
    if _HANDLE_SIGN.search(core):
        return True
    return False if end - start >= _BARE_PLAIN and text[start:end].islower() else None
