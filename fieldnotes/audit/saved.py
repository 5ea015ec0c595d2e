"""Reports as files: read back strictly, signed by whoever made them, and what differs between two.

A report names its vault by a hash with a salt of its own, so that two reports do not show that they are of one vault;
who knows the vault's identifier can tell.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from fieldnotes.audit.report import FORMAT
from fieldnotes.crypto import sign
from fieldnotes.crypto.sign import BadSignature, SigningKey
from fieldnotes.crypto.signer import Signer, signer_in
from fieldnotes.errors import BadReport
from fieldnotes.files import read_limited
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audit import Finding, Mode, Report, Severity, Status

SIGNATURE_ENDING = ".minisig"
_MOST_BYTES = 4 << 20
_SIGNATURE_BYTES = 4096
_NO_REPORT = N_("it is no report of this format")
_BAD_SIGNATURE = N_("its signature does not fit it")


@dataclass(frozen=True, slots=True)
class Saved:
    """A report that was read from a file. `words` name the key that signed it; none where nobody did."""

    report: Report
    words: tuple[str, ...] = ()


def signature_of(text: bytes, key: SigningKey, recipients: tuple[str, ...] = ()) -> str:
    """A minisign signature over a report; its trusted comment names the format and the signer.

    `recipients` are those of the signer's card, by whose words the signature is then known.
    """
    return key.sign_file(text, trusted_comment=Signer(key.public, recipients).comment(FORMAT))


def read(path: Path) -> Saved:
    """A report in JSON, with the signature beside it (`FILE.minisig`) if there is one.

    Raises:
        BadReport: it is none, was altered, or its signature does not fit.
        CannotRead, FileTooLarge.
    """
    raw = read_limited(path, _MOST_BYTES)
    beside = path.with_name(path.name + SIGNATURE_ENDING)
    words = _words(raw, read_limited(beside, _SIGNATURE_BYTES), path.name) if beside.exists() else ()
    return Saved(parsed(raw, path.name), words)


def _words(raw: bytes, signature: bytes, name: str) -> tuple[str, ...]:
    try:
        text = signature.decode("ascii")
        signer = signer_in(sign.trusted_comment(text), FORMAT)
        sign.verify_file(raw, text, signer.key)
    except (BadSignature, UnicodeDecodeError) as error:
        raise BadReport(name=name, what=tr(_BAD_SIGNATURE)) from error
    return signer.words


def parsed(raw: bytes, name: str) -> Report:
    """The report that bytes hold. Raises BadReport."""
    try:
        told = json.loads(raw)
        if told["format"] != FORMAT:
            raise BadReport(name=name, what=tr(_NO_REPORT))
        findings = tuple(_finding(one) for one in told["findings"])
        return Report(
            subject=_text(told["subject"]),
            made_on=_text(told["made_on"]),
            tool_version=_text(told["tool_version"]),
            platform=_text(told["platform"]),
            mode=_text(told["mode"]),
            findings=findings,
            policy=_text(told["policy"]),
            fail_on=Severity(told["fail_on"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadReport(name=name, what=tr(_NO_REPORT)) from error


def _finding(told: dict[str, object]) -> Finding:
    return Finding(
        id=_text(told["id"]),
        title=_text(told["title"]),
        severity=Severity(_text(told["severity"])),
        status=Status(_text(told["status"])),
        measured=_text(told["measured"]),
        expected=_text(told["expected"]),
        why=_text(told["why"]),
        fix=_text(told["fix"]),
        evidence=_texts(told["evidence"]),
        policy=_texts(told["policy"]),
        mode=Mode(_text(told["mode"])) if "mode" in told else None,
        where=_texts(told.get("where", [])),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_text(one) for one in value)


def is_of(report: Report, vault_id: bytes) -> bool:
    """Whether a report is of the vault with this identifier."""
    salt = report.subject.removeprefix("sha256:").partition(":")[0]
    return report.subject == subject(vault_id, salt)


def subject(vault_id: bytes, salt: str) -> str:
    """How a report names a vault: SHA-256 over a salt in hex and the identifier, cut to 128 bits."""
    return f"sha256:{salt}:{hashlib.sha256(salt.encode() + vault_id).hexdigest()[:32]}"


@dataclass(frozen=True, slots=True)
class Difference:
    """A check whose answer changed. None for a report that does not have it."""

    id: str
    before: Finding | None
    after: Finding | None

    @property
    def worse(self) -> bool:
        """It went down, or a measurement was lost."""
        return _standing(self.after) < _standing(self.before)

    @property
    def better(self) -> bool:
        """It went up; neither where only the measurement is another."""
        return _standing(self.after) > _standing(self.before)


_STANDINGS = {Status.FAIL: 0, Status.UNKNOWN: 1, Status.WARN: 2, Status.NOT_APPLICABLE: 3, Status.PASS: 3}


def _standing(finding: Finding | None) -> int:
    return 1 if finding is None else _STANDINGS[finding.status]


def differences(before: Report, after: Report) -> tuple[Difference, ...]:
    """Checks with another status or another measurement, those that got worse first, then by identifier."""
    old, new = ({finding.id: finding for finding in report.findings} for report in (before, after))
    pairs = (Difference(name, old.get(name), new.get(name)) for name in sorted(old.keys() | new.keys()))
    changed = [pair for pair in pairs if _answer(pair.before) != _answer(pair.after)]
    return tuple(sorted(changed, key=lambda pair: (not pair.worse, pair.id)))


def _answer(finding: Finding | None) -> tuple[object, ...]:
    return () if finding is None else (finding.status, finding.measured)
