"""What forms offer, read on the vault thread: cases, codes of the register without names, coded terms."""

from __future__ import annotations

from fieldnotes import i18n
from fieldnotes.i18n import N_, tr
from fieldnotes.model.record import Kind
from fieldnotes.model.register import EntityType
from fieldnotes.progress import Watch
from fieldnotes.services import find, register, vocabulary
from fieldnotes.services.session import Session
from fieldnotes_ui.models.offers import Offers, Pairs

ROLES = {
    "source": N_("source"), "victim": N_("victim"), "relative": N_("relative"), "perpetrator": N_("perpetrator"),
    "official": N_("official"), "lawyer": N_("lawyer"), "interviewer": N_("interviewer"), "other": N_("other"),
}  # fmt: skip
_PUBLICATIONS, _MOST = f"kind:{Kind.PUBLICATION}", 1000
"""So many are offered; the code of any other can be typed."""
_ACTORS = (EntityType.PERSON, EntityType.ORG)


def offers(session: Session, watch: Watch) -> Offers:
    """Everything that the fields of a form choose from."""
    del watch
    entries = register.entries(session)
    terms, language = vocabulary.of(session), i18n.language()

    def coded(kind: str) -> Pairs:
        labels = ((term.code, term.label(language)) for term in terms.terms(kind))
        return tuple(sorted(labels, key=lambda pair: pair[1].casefold()))

    def codes(*types: EntityType) -> Pairs:
        return tuple((entry.code, tr(ROLES[entry.role])) for entry in entries if entry.type in types)

    found = find.search(session, _PUBLICATIONS, limit=_MOST).records
    return Offers(
        cases=tuple((case.code, case.title) for case in find.cases(session)),
        people=codes(EntityType.PERSON),
        actors=codes(*_ACTORS),
        places=tuple((code, "") for code, _ in codes(EntityType.PLACE)),
        publications=tuple((one.row.row.code, "" if one.row.preview_hidden else one.row.title) for one in found),
        acts=coded("act"),
        methods=coded("method"),
        agents=coded("agent"),
        charges=coded("charge"),
    )
