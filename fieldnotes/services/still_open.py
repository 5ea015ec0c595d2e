"""Why a proposed release is a draft, in words: a proposal keeps only the code of the error that stood in its way."""

from __future__ import annotations

from collections.abc import Mapping

from fieldnotes import errors
from fieldnotes.i18n import N_, tr

_READABLE = N_("something protected can still be read in it")
_WORDS: Mapping[str, str] = {
    errors.ReviewOpen.code: N_("possible names are not decided yet"),
    errors.SuggestionsOpen.code: N_("likely names are neither registered nor rejected"),
    errors.MosaicOpen.code: N_("facts remain by which somebody could be recognised"),
    errors.LadderNeedsTwo.code: N_("two people have to accept that more is told than is usual"),
    errors.RiskOpen.code: N_("a warning of an editor is not answered"),
    errors.RecordReturned.code: N_("an editor returned a record, and nobody has answered her"),
    errors.LeakFound.code: _READABLE,
    errors.LeakInOtherWriting.code: _READABLE,
    errors.WordsTell.code: N_("the words that are to go along tell too much"),
    errors.NothingToExport.code: N_("no record of the case may go to this audience: levels and consents decide"),
}


def worded(code: str) -> str:
    """In the reader's language; the code itself for one that has no words, empty for none."""
    return tr(_WORDS[code]) if code in _WORDS else code
