"""Files that version 1 wrote: every later version must open them. They are never made again."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldnotes.bundle.reader import open_bundle, read_file
from fieldnotes.crypto.identity import Card, Identity
from fieldnotes.model.audience import Audience
from fieldnotes.model.bundle import Trust
from fieldnotes.model.register import EntityType
from tests.unit.bundle.forging import RECORDS

FOLDER = Path(__file__).parent / "fixtures"


@pytest.mark.parametrize("kind", ["x25519", "hybrid"])
def test_a_bundle_of_version_1_opens(kind: str) -> None:
    reader = Identity.from_text((FOLDER / f"reader-{kind}.identity").read_text(encoding="utf-8"))
    author = Card.parse((FOLDER / "author.card").read_text(encoding="utf-8"))
    opened = open_bundle(
        read_file(FOLDER / f"bundle-v1-{kind}.age"),
        identities=reader.age_secrets,
        name=f"bundle-v1-{kind}.age",
        expected_signer=author.sign,
        today="2027-11-22",
    )
    assert opened.trust is Trust.VERIFIED
    assert opened.records == RECORDS
    manifest = opened.manifest
    assert (manifest.series_id, manifest.seq, manifest.created) == ("series-1", 3, "2026-11-22")
    assert (manifest.audience, manifest.withheld, manifest.policy) == (Audience.EDITOR, 2, "field/1")
    assert manifest.counts == {EntityType.PERSON: 7, EntityType.PHONE: 1}
    assert manifest.ledger_head == "ab" * 32
