"""Everything that reads bytes from outside: what it is fed, and which errors it has promised."""

from __future__ import annotations

import io
import json
from base64 import b64encode
from dataclasses import replace
from functools import cache
from pathlib import Path

from fieldnotes.bundle import (
    bag,
    custody,
    documents,
    kept,
    parts,
    reader,
    review_document,
    review_file,
    strict_zip,
)
from fieldnotes.crypto import age, capsule, card_code, exchange, recovery, sign
from fieldnotes.crypto.age import armor
from fieldnotes.crypto.age import header as age_header
from fieldnotes.crypto.identity import Card, Identity
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import FieldNotesError, HeaderDamaged
from fieldnotes.model.bundle import BundleRecord
from fieldnotes.model.review import About, Anchor, RecordVerdict, Remark, RemarkKind, Review, ReviewVerdict
from fieldnotes.policy import document, signed
from fieldnotes.policy.limits import Wrong
from fieldnotes.vault.canonical import canonical
from fieldnotes.vault.keys import header
from fieldnotes.vault.ledger import frame, ledger_reader
from fieldnotes.vault.travel import package
from tests.fuzz.engine import Target

TESTS = Path(__file__).parents[1]
SIGNER = sign.SigningKey.from_seed(bytes(range(32)))


def take_header(data: bytes) -> object:
    """As it is; and, if it is an object at all, with the checksum that it should have, so that more is read."""
    try:
        return header.parse(data)
    except HeaderDamaged:
        raw = _object(data)
        return header.parse(_summed(raw))


def take_card(data: bytes) -> object:
    """As it is; and signed anew, so that more is read."""
    text = data.decode("utf-8", "replace")
    try:
        return Card.parse(text)
    except FieldNotesError:
        raw = exchange.strict_object(text.strip().encode(), limit_bytes=1 << 20).raw()
        raw.pop("signature", None)
        raw["sign"] = b64encode(SIGNER.public).decode()
        raw["signature"] = b64encode(SIGNER.sign(_text(raw))).decode()
        return Card.parse(_text(raw).decode())


def take_card_code(data: bytes) -> object:
    """The letters of a code as they are; and the bytes behind them spelled out, so that more than letters is read."""
    try:
        return card_code.read(data.decode("utf-8", "replace"))
    except FieldNotesError:
        return card_code.read(card_code.MARK + card_code._base45(data))


def take_age(data: bytes) -> object:
    body = armor.unwrap(data) if armor.is_armored(data) else data
    age_header.parse(body)
    return age.decrypt(data, [_age_secret()], limit_bytes=1 << 20)


def take_archive(data: bytes) -> object:
    """A strict archive; if it is one, the bag inside it."""
    return bag.check(strict_zip.unpack(data))


def take_review(data: bytes) -> object:
    """The document as it is; and in the one spelling, so that more is read."""
    try:
        return review_document.read_review(data)
    except exchange.Malformed:
        return review_document.read_review(_text(_object(data)) + b"\n")


def take_review_file(data: bytes) -> object:
    """What is inside the age file of a review, sealed anew so that it is read."""
    sealed = age.encrypt(data, [age.recipient_of(_age_secret())]).data
    return review_file.open_review(sealed, identities=(_age_secret(),), name="review")


def take_custody(data: bytes) -> object:
    """The sheet of an evidence pack as it is; and in the one spelling, so that more is read."""
    try:
        return custody.read_custody(data)
    except exchange.Malformed:
        return custody.read_custody(_text(_object(data)) + b"\n")


def take_bundle(data: bytes) -> object:
    """What is inside the age file of a bundle, sealed anew so that it is read."""
    sealed = age.encrypt(data, [age.recipient_of(_age_secret())]).data
    return reader.open_bundle(sealed, identities=(_age_secret(),), name="bundle", today="")


def take_identity(data: bytes) -> object:
    return Identity.from_text(data.decode("utf-8", "replace"))


def take_policy(data: bytes) -> object:
    """The document; and as one that was accepted before, whose lines may be another program's."""
    document.parse(data, lenient=True)
    return document.parse(data)


def take_policy_signature(data: bytes) -> object:
    return signed.verified(POLICY, data.decode("utf-8", "replace"))


def take_package(data: bytes) -> object:
    """The text of a package; what is in its age file is fed by `age`."""
    return package.parse(data, name="package")


def take_ledger(data: bytes) -> object:
    """Nothing is declared: what cannot be read is a flaw of the reading."""
    return ledger_reader.read(io.BytesIO(data), vault_id=bytes(16), public=SIGNER.public, secrets=(_office_secret(),))


def take_recovery_code(data: bytes) -> object:
    return recovery.parse(data.decode("utf-8", "replace"))


def take_capsule(data: bytes) -> object:
    """Nothing is declared: whatever is in a capsule, it opens or it does not."""
    capsule.recipients_of(data)
    return capsule.unwrap(data, [_office_secret()], b"context")


def _summed(raw: dict[str, object]) -> bytes:
    try:
        return canonical(raw | {"sum": header._sum(raw)})
    except ValueError as error:  # a number that is none
        raise exchange.Malformed("not canonical") from error


def _text(raw: dict[str, object]) -> bytes:
    try:
        return exchange.canonical(raw)
    except UnicodeEncodeError as error:  # half a surrogate pair
        raise exchange.Malformed("not text") from error


def _object(data: bytes) -> dict[str, object]:
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise exchange.Malformed("not an object") from error
    if not isinstance(raw, dict):
        raise exchange.Malformed("not an object")
    return raw


@cache
def _age_secret() -> str:
    return age.generate_identity()


@cache
def _office_secret() -> str:
    return age.generate_identity(post_quantum=True)


# --- seeds --------------------------------------------------------------------------------------------------------


def headers() -> list[bytes]:
    stored = [path.read_bytes() for path in sorted((TESTS / "vaults").glob("*/header.fnv"))]
    with_policy = replace(header.parse(stored[0]), policy=signed.signed_by(POLICY, SIGNER))
    with Secret.random() as master:
        return [*stored, header.encoded(with_policy, master)]


def cards() -> list[bytes]:
    made = (Identity.generate("Nigar"), Identity.generate("Emre", post_quantum=True))
    return [identity.card().text.encode() for identity in made]


def card_codes() -> list[bytes]:
    """As letters, and as what the letters stand for."""
    spelled = [card_code.spelled(Card.parse(text.decode())) for text in cards()]
    packed = [card_code._unbase45(one.removeprefix(card_code.MARK)) for one in spelled]
    return [*(one.encode("ascii") for one in spelled), *packed]


def age_files() -> list[bytes]:
    sealed = age.encrypt(b"salam", [age.recipient_of(_age_secret())]).data
    text = b64encode(sealed).decode()
    lines = [text[start : start + 64] for start in range(0, len(text), 64)]
    wrapped = "\n".join(("-----BEGIN AGE ENCRYPTED FILE-----", *lines, "-----END AGE ENCRYPTED FILE-----", ""))
    return [sealed, wrapped.encode()]


def capsules() -> list[bytes]:
    return [capsule.wrap(bytes(32), [age.recipient_of(_office_secret())], b"context"), b""]


def packages() -> list[bytes]:
    found = header.parse(headers()[0])
    files = {header.FILE_NAME: headers()[0], "vault.db": bytes(4096), "return.key": f"{_office_secret()}\n".encode()}
    vault = found.vault_id.hex()
    return [package.encoded(package.Package("0" * 32, vault, "2026-11-22T06:24:00Z", bytes(32), files))]


def ledgers() -> list[bytes]:
    """Frames as they follow each other, with contents that are none."""
    first = frame.Frame(frame.Kind.EPOCH, 1, frame.BEFORE_FIRST, b"{}")
    second = frame.Frame(frame.Kind.ENTRY, 2, first.digest, bytes(64))
    third = frame.Frame(frame.Kind.CHECKPOINT, 3, second.digest, b"fieldnotes\n2\n")
    return [first.encoded() + second.encoded() + third.encoded(), b""]


def recovery_codes() -> list[bytes]:
    words, secret = recovery.new()
    secret.wipe()
    return [" ".join(words).encode()]


def archives() -> list[bytes]:
    payload = {"data/PADDING": b"", "data/manifest.json": b"{}"}
    return [strict_zip.pack([*bag.tag_files(payload, day="2026-11-22").items(), *payload.items()])]


def a_review() -> Review:
    anchor = Anchor.of("Mənbə K dedi.", 0, 5)
    return Review(
        "0" * 32,
        About("1" * 32, "2" * 32, 1, "3" * 64),
        1,
        "2026-11-22",
        "Tamuna",
        SIGNER.public,
        (age.key_id(age.recipient_of(_age_secret())),),
        (RecordVerdict("R-001", "4" * 64, ReviewVerdict.RETURN, "bax"),),
        (Remark("0a1b2c3d", "R-001", anchor, RemarkKind.RISK, "Bu onu tanıdır."),),
    )


def reviews() -> list[bytes]:
    return [review_document.review_bytes(a_review())]


def review_files() -> list[bytes]:
    recipients = [age.recipient_of(_age_secret())]
    sealed = review_file.seal(a_review(), signing=SIGNER, recipients=recipients)
    return [age.decrypt(sealed, [_age_secret()])]


def bundles() -> list[bytes]:
    """Signed by nobody, for the key that reads it."""
    head = exchange.strict_object(manifests()[0].strip(), limit_bytes=1 << 20).raw()
    head |= {"signer": "", "recipients": [age.key_id(age.recipient_of(_age_secret()))], "items": []}
    payload = {"data/PADDING": b"", "data/manifest.json": exchange.canonical(head) + b"\n"}
    return [strict_zip.pack([*bag.tag_files(payload, day="2026-11-22").items(), *payload.items()])]


def custody_sheets() -> list[bytes]:
    one = {
        "label": "R-001",
        "file": "data/files/e001.jpg",
        "sha256": "0" * 64,
        "size": 7,
        "media_type": "image/jpeg",
        "is_original": False,
        "original_sha256": "1" * 64,
        "original_size": 9,
        "acts": [{"at": "2026-11-22T06:24:00Z", "act": "ingested"}],
    }
    sheet = {"format": "fieldnotes-evidence/1", "number": "2" * 32, "day": "2026-11-22", "exhibits": [one]}
    newer = {name: value for name, value in one.items() if not name.startswith("original")}
    newer |= {"acts": [{"at": "2026-11", "act": "moved"}]}
    second = {**sheet, "format": "fieldnotes-evidence/2", "exhibits": [newer], "audience": "legal", "tlp": "RED"}
    return [exchange.canonical(document) + b"\n" for document in (sheet, second)]


def stores() -> list[bytes]:
    """The content of a key store, in the clear."""
    about = About("1" * 32, "2" * 32, 1, "3" * 64)
    found = a_review()
    draft = kept.Draft(about, SIGNER.public, 1, found.records, found.remarks)
    return [kept.kept_bytes(kept.Kept(Identity.generate("Tamuna"), drafts=(draft,)))]


def identities() -> list[bytes]:
    return [Identity.generate("Nigar").to_text().encode()]


def manifests() -> list[bytes]:
    document = {
        "format": "fieldnotes-bundle/1",
        "bundle_id": "0" * 32,
        "series_id": "1" * 32,
        "seq": 1,
        "created": "2026-11-22",
        "audience": "editor",
        "expires": "",
        "signer": b64encode(SIGNER.public).decode(),
        "recipients": ["0123456789abcdef"],
        "ledger_head": "0" * 64,
        "policy": "",
        "items": [{"path": "data/records/R-001.json", "sha256": "0" * 64, "size": 2, "title": "Məktub"}],
        "counts": {"person": 1},
        "withheld": 0,
    }
    return [exchange.canonical(document) + b"\n"]


def records() -> list[bytes]:
    one = BundleRecord("R-001", "testimony", "az", "ANONYMOUS", "Məktub", "Mənbə K dedi.", "press: anonymous", ("n",))
    return [documents.record_bytes(one)]


POLICY = b"""format = "fieldnotes-policy/1"
id = "ex-2026"
version = 7
issued = 2026-11-01
expires = 2027-05-01
[kdf]
algorithm = "argon2id"
min_memory_mib = 512
min_iterations = 4
lanes = 4
min_words = 5
[lock]
idle_s = 180
on = ["suspend"]
[backup]
max_age_days = 14
[platform]
disk_encryption = "required"
allow_synced_folder = false
[audit]
fail_on = "medium"
"""


def policy_signatures() -> list[bytes]:
    return [signed.signed_by(POLICY, SIGNER).signature.encode()]


TARGETS = (
    Target("header", take_header, (FieldNotesError, exchange.Malformed), headers),
    Target("card", take_card, (FieldNotesError, exchange.Malformed), cards),
    Target("card code", take_card_code, (FieldNotesError,), card_codes),
    Target("age", take_age, (age.AgeError, FieldNotesError), age_files),
    Target("capsule", take_capsule, (), capsules),
    Target("package", take_package, (FieldNotesError,), packages),
    Target("ledger", take_ledger, (), ledgers),
    Target("recovery code", take_recovery_code, (FieldNotesError,), recovery_codes),
    Target("archive", take_archive, (strict_zip.ZipFault, bag.BagFault), archives),
    Target("identity", take_identity, (FieldNotesError,), identities),
    Target("manifest", documents.read_manifest, (exchange.Malformed, parts.NewerFormat), manifests),
    Target("record", documents.read_record, (exchange.Malformed,), records),
    Target("bundle", take_bundle, (FieldNotesError,), bundles),
    Target("custody sheet", take_custody, (exchange.Malformed,), custody_sheets),
    Target("review", take_review, (exchange.Malformed, parts.NewerFormat), reviews),
    Target("review file", take_review_file, (FieldNotesError,), review_files),
    Target("key store", kept.read_kept, (exchange.Malformed,), stores),
    Target("policy", take_policy, (Wrong,), lambda: [POLICY]),
    Target("policy signature", take_policy_signature, (sign.BadSignature, Wrong), policy_signatures),
)
