"""Tell the authorities' stated reason for an act from the person's own account and from third parties' reports."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum

from fieldnotes.redaction.accountcues import CUES, NEVER_A_REASON, PERSONAL_OBJECT
from fieldnotes.redaction.phrases import Found, Phrases, outermost
from fieldnotes.redaction.prose import Prose, Span, make_prose, plain, sentence_spans

_PHRASES = Phrases([(phrase, letters) for letters, phrases in CUES.items() for phrase in phrases])
_NEXT_WORD = re.compile(r"[\s\"'*_]{1,4}([^\W_]{1,30})")
_QUOTED = re.compile(r"[\"“«„‘][^\"”»“‘’]{2,200}[\"”»“’]")
_MOST_CUES = 60

_NOT_AN_OFFENCE = frozenset(map(plain, NEVER_A_REASON))
_ASCRIBED = frozenset(map(plain, PERSONAL_OBJECT))

# Patterns over a sentence's cue letters, see `accountcues`.
_ACT = re.compile("[XY]")
_AUTHORITY_SPEAKS = re.compile("C[AD]|[AD]S|S[AD]$|G")
_AUTHORITY_ENDS = re.compile("^[^THhsti]*[AD].*S$")  # the verb of saying comes last in az and tr
_SOMEBODY_ELSE_SPEAKS = re.compile("[THhsti]S")
_DENIED_FIRST = re.compile("^[^FAD]*N")
_HIMSELF = re.compile("H.*S|S[hst]?H")
_SAME_PERSON = re.compile(r"([hst])SA?\1.*[XY]|^S[hst][XY]")
_FIRST_PERSON = re.compile("i[XY]|[XY]i")
_THIRD_PARTY = re.compile("CT|TA?S|ST$|M|^[^ADHhsti]*T[^ADHhsti]*S$")
_AUTHORITY_ACTS_FOR = re.compile("YK|[AD].*XK|XK.*[AD]|Y.*K.*[AD]|[AD].*Y.*K")


class AccountKind(StrEnum):
    """Whose account of an act a sentence gives."""

    OFFICIAL_REASON = "stated official reason"
    OWN_ACCOUNT = "own account"
    REPORTED = "reported by a third party"


@dataclass(frozen=True, slots=True)
class Account:
    """One sentence, `start` to `end` in code points, that says why an authority acted or denies it."""

    start: int
    end: int
    kind: AccountKind


def find_accounts(text: str) -> list[Account]:
    """The sentences that give a reason for an arrest, a charge, a dismissal …, or deny it; sure ones only, in order."""
    prose = make_prose(text)
    cues = [(prose.source(cue.start, cue.end), _letters(prose, cue)) for cue in outermost(_PHRASES.find(prose.folded))]
    starts = [span[0] for span, _ in cues]
    accounts: list[Account] = []
    for start, end in sentence_spans(text):
        within = cues[bisect_left(starts, start) : bisect_left(starts, end)][:_MOST_CUES]
        kind = _kind("".join(letters for _, letters in within), quoted=_has_quote(text, (start, end)))
        if kind:
            accounts.append(Account(start, end, kind))
    return accounts


def _letters(prose: Prose, cue: Found[str]) -> str:
    """The cue's letters; "for" is judged by the word that follows it."""
    if cue.value != "K":
        return cue.value
    following = _NEXT_WORD.match(prose.folded, cue.end)
    if following is None or not following[1].isalpha() or following[1] in _NOT_AN_OFFENCE:
        return ""
    return "W" if following[1] in _ASCRIBED else "K"


def _has_quote(text: str, sentence: Span) -> bool:
    return _QUOTED.search(text, *sentence) is not None


def _kind(cues: str, *, quoted: bool) -> AccountKind | None:
    acted = _ACT.search(cues) is not None
    if quoted and "DS" in cues:
        return AccountKind.OFFICIAL_REASON
    if not acted and not ("N" in cues or "F" in cues):
        return None
    authority_speaks = _authority_speaks(cues)
    if _is_own(cues, acted=acted, authority_speaks=authority_speaks):
        return AccountKind.OWN_ACCOUNT
    if acted and authority_speaks and (quoted or any(reason in cues for reason in "FRK")):
        return AccountKind.OFFICIAL_REASON
    if ("F" in cues and (acted or "A" in cues or "D" in cues)) or _AUTHORITY_ACTS_FOR.search(cues):
        return AccountKind.OFFICIAL_REASON
    if acted and _THIRD_PARTY.search(cues) and any(reason in cues for reason in "RKWZ"):
        return AccountKind.REPORTED
    return None


def _authority_speaks(cues: str) -> bool:
    if _AUTHORITY_SPEAKS.search(cues):
        return True
    return _AUTHORITY_ENDS.search(cues) is not None and not _SOMEBODY_ELSE_SPEAKS.search(cues)


def _is_own(cues: str, *, acted: bool, authority_speaks: bool) -> bool:
    if "N" in cues:
        return not authority_speaks and _DENIED_FIRST.search(cues) is not None
    if not acted or (authority_speaks and "H" not in cues):
        return False
    if _HIMSELF.search(cues):
        return True
    if "F" in cues and "Z" not in cues:
        return False  # told by the person, but it is the charge that is told
    reasoned = any(reason in cues for reason in "RKWZ")
    return reasoned and any(pattern.search(cues) for pattern in (_SAME_PERSON, _FIRST_PERSON))
