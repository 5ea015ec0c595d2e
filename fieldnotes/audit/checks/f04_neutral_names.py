"""F04: the names of the vault and of the folders above it tell nothing."""

from __future__ import annotations

import re
import unicodedata

from fieldnotes.audit.check import Result, passed, warned
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "F04"
TITLE = N_("The name of the vault tells nothing")
SEVERITY = Severity.LOW
MODE = Mode.EXTERNAL
WHY = N_("A name can be read by everybody who sees the screen, a list of recent files or a backup of the computer.")
FIX = N_("Close the vault and give its folder a name that could belong to anybody.")
EXPECTED = N_("no word that tells what is inside, no long name, no address")

_TELLING = re.compile(
    "asylum|dissident|exile|human.?rights|interview|opposition|prison|refugee|repress|secret|source|testimon|tortur|witness"
    "|ifade|sahid|surgun|siginacaq|gizli|mehbus|iskence|muhacir|muhalif|sigin|tanik|tutuklu"
    "|бежен|допрос|интервью|оппозиц|пытк|репресс|свидетел|секрет|ссылк|тюрьм|эмигр"
)
_LONGEST = 32


def run(context: Context) -> Result:
    folder = context.resolved
    stems = [folder.stem, *(part for part in folder.parts[:-1] if part not in context.home.parts)]
    telling = sum(_TELLING.search(_plain(stem)) is not None for stem in stems)
    named = 0 if context.owner is None else context.owner.names_in(stems)
    odd = len(folder.stem) > _LONGEST or "@" in folder.stem
    measured = Sentence(
        N_("{telling} names with a telling word, {named} with a name of the register; vault's name {length}"),
        telling=telling,
        named=named,
        length=_length(odd),
    )
    if context.owner is None:
        measured = Sentence(N_("{measured}; the register was not compared"), measured=measured)
    return warned(measured, EXPECTED) if telling or named or odd else passed(measured, EXPECTED)


def _plain(name: str) -> str:
    """Without letter case and accents, so that `İFADƏ` and `Ifade` are one."""
    bare = unicodedata.normalize("NFKD", name.casefold().replace("ə", "e").replace("ı", "i"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter) or letter == "\u0306")


def _length(odd: bool) -> str:
    return N_("is long or an address") if odd else N_("is short")
