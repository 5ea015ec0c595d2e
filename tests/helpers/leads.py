"""A security lead for tests: keys, and policies that she signed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from fieldnotes.crypto.identity import Identity
from fieldnotes.policy.signed import SIGNATURE_ENDING, Signed, signed_by


@dataclass(frozen=True, slots=True)
class Lead:
    """Invented; her keys are new each time."""

    identity: Identity = field(default_factory=lambda: Identity.generate("Solmaz Təhlükəsizlik", post_quantum=True))

    def text(self, lines: str = "", *, name: str = "ex-2026", version: int = 1, head: str = "") -> bytes:
        """A document: `head` are lines before, `lines` the tables after its own head."""
        own = f'format = "fieldnotes-policy/1"\nid = "{name}"\nversion = {version}\n'
        return (own + head + lines).encode()

    def signs(self, lines: str = "", *, name: str = "ex-2026", version: int = 1, head: str = "") -> Signed:
        text = self.text(lines, name=name, version=version, head=head)
        return signed_by(text, self.identity.signing_key, self.identity.recipients)

    def writes(self, folder: Path, lines: str = "", *, version: int = 1, head: str = "") -> Path:
        """The document and its signature as files; the document's path."""
        signed = self.signs(lines, version=version, head=head)
        path = folder / f"policy-{version}.toml"
        path.write_bytes(signed.text)
        path.with_name(path.name + SIGNATURE_ENDING).write_text(signed.signature)
        return path

    def card(self, folder: Path) -> Path:
        path = folder / "lead.card"
        path.write_text(self.identity.card().text, encoding="utf-8")
        return path

    @property
    def recipient(self) -> str:
        return self.identity.recipients[0]

    @property
    def sealing(self) -> str:
        return f'[seal]\nrecipients = ["{self.recipient}"]\n'
