"""The policy of the project: signed by its lead, installed once its signer is confirmed, shown in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from fieldnotes import files
from fieldnotes.audit import answers, runner
from fieldnotes.audit.policy import read, read_signed
from fieldnotes.crypto import sign as signing
from fieldnotes.errors import BadPolicy, SignerUnconfirmed
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audit import Finding, Running, Status
from fieldnotes.model.sentence import told
from fieldnotes.policy.document import MAX_BYTES
from fieldnotes.policy.limits import Need, Policy, Wrong
from fieldnotes.policy.signed import SIGNATURE_ENDING, Signed, signed_by
from fieldnotes.policy.words import Demand, demands
from fieldnotes.progress import Watch
from fieldnotes.services import access, advisories
from fieldnotes.services.cards import load_card, load_identity
from fieldnotes.services.session import Session
from fieldnotes.services.way_in import WayIn
from fieldnotes.vault.vault import Vault

_NO_SIGNATURE = N_("there is no signature beside it")
_OTHER_CARD = N_("it was signed by somebody else than the owner of that card or key")
_CLOSE = N_(
    "The key of the sealed compartment is still on this computer: whoever has its passphrase reads every name. Send it "
    "away (sealed close) as soon as the names are not needed here; new ones can be written all the same."
)
_EXPIRED = N_("This policy expired on {day}. It is kept all the same; ask your security lead for the current one.")
_UNREADABLE = N_("This vault has a policy that this program cannot read. Install the newest FieldNotes.")


_CAPPED = "lock.idle_s"
"""The window keeps it whatever its user chose; an audit measures it all the same."""


class Met(StrEnum):
    """How a demand stands in a vault: kept by the program itself, measured, or not known."""

    KEPT = "kept"
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DemandView:
    """A line of a policy as a sentence; `met` is UNKNOWN where nobody looked. `measured`: what was found instead."""

    line: str
    value: str
    sentence: str
    met: Met
    measured: str = ""


@dataclass(frozen=True, slots=True)
class PolicyView:
    """A policy for people. Dates are days or empty; `words` name the signer's key, none where nobody signed.

    `cautions` are sentences that must be seen: expired, unreadable, names still here; `names_are_here` is the last.
    """

    id: str
    version: int
    sha256: str
    issued: str
    expires: str
    expired: bool
    words: tuple[str, ...]
    key: str
    demands: tuple[DemandView, ...]
    unanswered: tuple[str, ...]
    cautions: tuple[str, ...]
    names_are_here: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What the window has to keep; None where the policy leaves it to the user."""

    idle_lock_s: int | None = None
    sealed_idle_s: int | None = None
    clipboard_s: int | None = None
    min_words: int = 0
    lock_on: tuple[str, ...] = ()
    """Events at which it has to lock: suspend, screenlock, user-switch, lid, minimise."""
    two_to_lower: bool = False
    export_reason: bool = False
    """A level is lowered by two people only."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What an installation came to. `changed` is False where the vault had exactly this policy."""

    view: PolicyView
    changed: bool


# --- by the lead ------------------------------------------------------------------------------------------------------


def sign(file: Path, identity: Path, out: Path | None = None) -> PolicyView:
    """Sign a policy with the lead's identity into a minisign file, by default `FILE.minisig`.

    Raises:
        BadPolicy: it cannot be used, or has a line that the format does not have.
        BadIdentityFile: it cannot sign.
        CannotRead, FileTooLarge, CannotWrite, DiskFull.
    """
    text = files.read_limited(file, MAX_BYTES)
    try:
        lead = load_identity(identity)
        signed = signed_by(text, lead.signing_key, lead.recipients)
    except Wrong as error:
        raise BadPolicy(name=file.name, what=str(error)) from error
    files.atomic_write(out or _beside(file), signed.signature.encode())
    return _view(signed.policy, signed)


# --- by anybody -------------------------------------------------------------------------------------------------------


def show(path: Path, signature: Path | None = None) -> PolicyView | None:
    """What a policy file demands, or the policy of a vault's folder, which is None where it has none.

    Nothing is opened. A file without a signature beside it is shown too: its `words` are empty.

    Raises:
        BadPolicy: it cannot be used, or its signature does not fit.
        NotAVault, HeaderDamaged, CannotRead, FileTooLarge.
    """
    if path.is_dir():
        pinned = Vault.info(path).policy
        return None if pinned is None else _view(pinned.policy, pinned)
    if signature is None and not _beside(path).exists():
        return _view(read(path), None)
    signed = read_signed(path, signature or _beside(path))
    return _view(signed.policy, signed)


def check(path: Path, signature: Path | None = None, *, card: Path | None = None, key: str = "") -> PolicyView:
    """The same of a policy that must be signed, by the owner of `card` or of `key` if one is given.

    Raises:
        BadPolicy: there is no policy or no signature, or it is somebody else's.
        Others of `show`; BadRecipient: the card.
    """
    found = show(path, signature)
    if found is None or not found.words:
        raise BadPolicy(name=path.name, what=tr(_NO_SIGNATURE))
    expected = load_card(card).sign if card is not None else _key(key) if key else None
    if expected is not None and signing.public_key_line(expected) != found.key:
        raise BadPolicy(name=path.name, what=tr(_OTHER_CARD))
    return found


# --- by the owner -----------------------------------------------------------------------------------------------------


def look(
    session: Session,
    *,
    running: Running | None = None,
    watch: Watch | None = None,
) -> PolicyView | None:
    """The policy of an open vault with every demand measured now; None where there is none."""
    pinned = session.vault.policy.signed
    if pinned is None:
        return None
    checks = sorted({check for line, _ in pinned.policy.lines for check in answers.checks_for(line, pinned.policy)})
    report = runner.run_owner(
        *(session.vault, session.path),
        running=running,
        brought=advisories.brought_to(session.path),
        only=checks,
        watch=watch,
    )
    view = _view(pinned.policy, pinned, report.findings)
    state = session.vault
    if pinned.policy.seal_recipients and not state.sealed_recipients and not state.sealed_is_away:
        return replace(view, cautions=(*view.cautions, tr(_CLOSE)), names_are_here=True)
    return view


def needs_confirming(where: Session | Path, signed_file: Path, signature: Path | None = None) -> bool:
    """Whether the signer of a policy is new to a vault, so that the words have to be compared. Raises as `check`."""
    pinned = _signed_of(where)
    found = read_signed(signed_file, signature or _beside(signed_file))
    return pinned is None or found.key not in (pinned.key, pinned.policy.successor)


def install(
    session: Session,
    present: str | WayIn,
    file: Path,
    *,
    signature: Path | None = None,
    words: str = "",
    card: Path | None = None,
) -> Installed:
    """Let a vault keep a policy from now on. The first one's signer is confirmed by `words` or by `card`.

    Raises:
        SignerUnconfirmed: neither, or other words, or another card; nothing was changed.
        PolicyRefused: another signer or policy than the vault has, or an older version; nothing but the ledger changed.
        BadPolicy, BadRecipient, WrongPassphrase, FactorMissing, DiskFull, CannotWrite: nothing was changed.
    """
    signed = read_signed(file, signature or _beside(file))
    confirmed = tuple(words.lower().split()) == signed.words or (
        card is not None and load_card(card).sign == signed.key
    )
    if (words or card is not None or session.vault.policy.signed is None) and not confirmed:
        raise SignerUnconfirmed
    access.proved(session, present)
    changed = session.vault.policy.install(signed)
    found = look(session)
    assert found is not None
    return Installed(found, changed)


def limits(session: Session) -> Limits:
    """What the window has to keep for this vault."""
    policy = session.vault.policy.rules
    return Limits(
        idle_lock_s=policy.idle_lock_s if policy.says("lock.idle_s") else None,
        sealed_idle_s=policy.sealed_idle_s if policy.says("levels.protected_idle_s") else None,
        clipboard_s=policy.clipboard_s if policy.says("clipboard.clear_s") else None,
        min_words=policy.min_words,
        lock_on=policy.lock_on,
        two_to_lower=Need.SECOND in policy.lowering,
        export_reason=session.vault.policy.rules.export_reason,
    )


def told_at_unlock(session: Session) -> tuple[str, ...]:
    """What somebody has to hear of the policy whenever the vault is opened."""
    pinned = session.vault.policy.signed
    return () if pinned is None else _cautions(pinned.policy, pinned)


def _view(policy: Policy, signed: Signed | None, findings: Sequence[Finding] = ()) -> PolicyView:
    return PolicyView(
        id=policy.id,
        version=policy.version,
        sha256=policy.sha256,
        issued=policy.issued.isoformat() if policy.issued is not None else "",
        expires=policy.expires.isoformat() if policy.expires is not None else "",
        expired=policy.expired,
        words=signed.words if signed is not None else (),
        key=signing.public_key_line(signed.key) if signed is not None else "",
        demands=tuple(_judged(demand, findings) for demand in demands(policy)),
        unanswered=policy.unanswered,
        cautions=_cautions(policy, signed),
    )


def _cautions(policy: Policy, signed: Signed | None) -> tuple[str, ...]:
    if signed is not None and not signed.readable:
        return (tr(_UNREADABLE),)
    return (tr(_EXPIRED, day=policy.expires),) if policy.expired else ()


def _judged(demand: Demand, findings: Sequence[Finding]) -> DemandView:
    line, value, sentence = demand.line, demand.value, demand.sentence
    if not demand.answered:
        return DemandView(line, value, sentence, Met.UNKNOWN)
    if line in answers.KEPT:
        return DemandView(line, value, sentence, Met.KEPT)
    found = [one for one in findings if line in one.policy and one.status is not Status.NOT_APPLICABLE]
    wrong = [one for one in found if one.status in (Status.FAIL, Status.WARN)]
    if wrong:
        return DemandView(line, value, sentence, Met.NO, told(wrong[0].measured))
    if line == _CAPPED:
        return DemandView(line, value, sentence, Met.KEPT)
    if unknown := [one for one in found if one.status is Status.UNKNOWN]:
        return DemandView(line, value, sentence, Met.UNKNOWN, told(unknown[0].measured))
    measured = bool(findings)
    return DemandView(line, value, sentence, Met.YES if measured else Met.UNKNOWN)


def _signed_of(where: Session | Path) -> Signed | None:
    return where.vault.policy.signed if isinstance(where, Session) else Vault.info(where).policy


def _beside(file: Path) -> Path:
    return file.with_name(file.name + SIGNATURE_ENDING)


def _key(text: str) -> bytes:
    try:
        return signing.public_key(text)
    except signing.BadSignature as error:
        raise BadPolicy(name="--key", what=tr(_OTHER_CARD)) from error
