"""From a proposal to a recall: two people approve, each copy is its reader's, what left can be called back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fieldnotes import clock, files
from fieldnotes.bundle import strict_zip
from fieldnotes.crypto import age, sign
from fieldnotes.crypto.identity import Identity
from fieldnotes.errors import (
    AlreadyExists,
    ApprovalRefused,
    BadValue,
    LeakFound,
    MixedRecipients,
    NoSuchRecord,
    NotApproved,
    NotReauthenticated,
    RecipientUnverified,
    WordsTell,
    WrongSealedPassphrase,
)
from fieldnotes.model.audience import Audience
from fieldnotes.model.bundle import Fate, Opened
from fieldnotes.model.consent import Answer, Use
from fieldnotes.model.contact import Compared
from fieldnotes.model.level import Level
from fieldnotes.model.proposal import Door, Outside, Proposal, Stage
from fieldnotes.model.record import Body
from fieldnotes.model.redaction import Verdict
from fieldnotes.model.register import EntityType, Role
from fieldnotes.model.review import ReviewVerdict, TakenReview
from fieldnotes.model.tlp import Tlp
from fieldnotes.services import (
    approvals,
    contacts,
    contents,
    pages,
    receive,
    register,
    releases,
    share,
    write,
    yeses,
)
from fieldnotes.services import session as sessions
from fieldnotes.services.preparing import How
from fieldnotes.services.releases import Why
from fieldnotes.services.sending import Envelope
from fieldnotes.services.session import Session
from fieldnotes.services.views import Receipt
from tests.helpers.sharing import CASE, FIRST, PASSWORD, SECOND, SOURCE, shared_master, shared_path, sharing

__all__ = ["shared_master", "shared_path", "sharing"]

EDITOR = Identity.generate("Tamuna Beridze", post_quantum=True)
LAWYER = Identity.generate("Emre Aydın", post_quantum=True)
HOW = How(accept_suggestions="iki nəfər baxdı", second="Rövşən")
QUASI = "razıdır"
REVIEW = "ab" * 32


@pytest.fixture
def ready(sharing: Session) -> Session:
    """Everything about the case is decided; both readers are verified."""
    for hit in share.review_hits(sharing, CASE, Audience.EDITOR):
        share.decide(sharing, CASE, hit.id, Verdict.REDACT)
    for identity in (EDITOR, LAWYER):
        contact = contacts.add(sharing, identity.card().text)
        contacts.verify(sharing, contact.code, words=" ".join(contact.words), how=Compared.VOICE)
    return sharing


def sent(
    session: Session,
    out: Path,
    *to: str,
    audience: Audience = Audience.EDITOR,
    how: How = HOW,
    envelope: Envelope | None = None,
) -> Receipt:
    session.reauthenticate(PASSWORD)
    how = replace(how, envelope=envelope or Envelope())
    readers = to or ("CONTACT-001",)
    return share.export(session, CASE, audience, to=readers, out=out, accept_quasi=QUASI, how=how)


def opened(file: Path, identity: Identity = EDITOR) -> Opened:
    path = file.with_suffix(".identity")
    path.write_text(identity.to_text(), encoding="utf-8")
    return receive.open_bundle(file, identity=path)


def proposed(session: Session, audience: Audience = Audience.PUBLIC) -> approvals.ProposalView:
    return approvals.propose(session, CASE, audience, accept_quasi=QUASI, how=HOW)


def key_of(identity: Identity, folder: Path) -> Path:
    path = folder / f"{identity.name.split()[0]}.key"
    path.write_text(identity.to_text(), encoding="utf-8")
    return path


# --- who is here, and who reads


def test_each_export_asks_for_the_passphrase_again(ready: Session, tmp_path: Path) -> None:
    sent(ready, tmp_path / "one.age")
    with pytest.raises(NotReauthenticated):
        share.export(ready, CASE, Audience.EDITOR, to=["CONTACT-001"], out=tmp_path / "two.age", how=HOW)
    with pytest.raises(NotReauthenticated):
        pages.page(ready, CASE, Audience.EDITOR, how=HOW)
    with pytest.raises(WrongSealedPassphrase):
        ready.reauthenticate("another passphrase than that")
    assert not ready.proved
    assert not (tmp_path / "two.age").exists()


def test_a_passphrase_that_was_typed_long_ago_counts_no_more(ready: Session) -> None:
    ready.reauthenticate(PASSWORD)
    with clock.fixed(clock.now() + timedelta(minutes=3)):
        assert not ready.proved
    ready.close_sealed()
    assert not ready.proved


def test_what_is_protected_goes_to_verified_readers_only(ready: Session, tmp_path: Path) -> None:
    stranger = Identity.generate("Naməlum", post_quantum=True)
    for to in (stranger.card().text, stranger.recipients[0]):
        with pytest.raises(RecipientUnverified) as refused:
            sent(ready, tmp_path / "x.age", "CONTACT-001", to)
        assert refused.value.params == {"count": 1, "level": "ANONYMOUS"}
    assert not (tmp_path / "x.age").exists()

    sent(ready, tmp_path / "x.age", stranger.card().text, how=replace(HOW, compared=True))
    assert [one.contact.name for one in contacts.all_of(ready)][1:2] == ["Naməlum"]


def test_one_file_is_for_keys_of_one_kind_and_a_hybrid_one_is_preferred(ready: Session, tmp_path: Path) -> None:
    classic, both = Identity.generate("Köhnə"), Identity.generate("İkisi")
    both = replace(both, age_secrets=(*both.age_secrets, age.generate_identity(post_quantum=True)))
    how = replace(HOW, compared=True)
    with pytest.raises(MixedRecipients):
        sent(ready, tmp_path / "x.age", "CONTACT-001", classic.card().text, how=how)

    sent(ready, tmp_path / "pq.age", "CONTACT-001", both.card().text, how=how)
    assert b"mlkem768x25519" in (tmp_path / "pq.age").read_bytes()[:4000]
    sent(ready, tmp_path / "x.age", classic.card().text, both.card().text, how=how)
    assert b"-> X25519" in (tmp_path / "x.age").read_bytes()[:4000]
    assert opened(tmp_path / "x.age", both).records == opened(tmp_path / "x.age", classic).records


# --- what is written on the outside


def test_a_bundle_says_until_when_and_how_far_and_can_be_read_without_a_program(ready: Session, tmp_path: Path) -> None:
    day = (clock.today() + timedelta(days=9)).isoformat()
    receipt = sent(ready, tmp_path / "x.age", envelope=Envelope(expires=day, tlp=Tlp.RED))
    found = opened(tmp_path / "x.age")

    assert (receipt.tlp, receipt.expires) == (found.manifest.tlp, found.manifest.expires) == (Tlp.RED, day)
    plain = age.decrypt((tmp_path / "x.age").read_bytes(), EDITOR.age_secrets)
    page = strict_zip.unpack(plain)["data/readable.html"].decode()
    assert page.count("TLP:RED") == 2
    assert all(record.label in page for record in found.records)
    assert not [word for word in ("<script", "http:", "https:", "src=", "href=", "Qoşqarlı", "Bahar") if word in page]


@pytest.mark.parametrize(
    ("audience", "review", "tlp"),
    [(Audience.EDITOR, False, Tlp.AMBER_STRICT), (Audience.PUBLIC, True, Tlp.AMBER_STRICT)],
)
def test_the_usual_mark_fits_the_audience(
    ready: Session, tmp_path: Path, audience: Audience, review: bool, tlp: Tlp
) -> None:
    receipt = sent(ready, tmp_path / "x.age", audience=audience, envelope=Envelope(for_review=review))
    assert receipt.tlp is tlp


@pytest.mark.parametrize(
    "envelope",
    [Envelope(tlp=Tlp.CLEAR), Envelope(expires="2020-01-01"), Envelope(expires="soon"), Envelope(series="x" * 201)],
)
def test_what_cannot_be_written_on_it_is_refused(ready: Session, tmp_path: Path, envelope: Envelope) -> None:
    with pytest.raises(BadValue):
        sent(ready, tmp_path / "x.age", envelope=envelope)
    assert not (tmp_path / "x.age").exists()


def test_bundles_of_a_series_follow_each_other_and_say_what_changed(ready: Session, tmp_path: Path) -> None:
    first = sent(ready, tmp_path / "1.age", envelope=Envelope(series="yaz"))
    alone = sent(ready, tmp_path / "alone.age")
    card = ready.vault.record(FIRST).row.card
    assert card is not None
    write.save(
        ready, FIRST, card=card, body=Body.of("Səhər açıldı. Axşam düşəndə kənd yolu qaranlıq idi. Bahar getdi.")
    )
    words = "Bir cümlə düzəldildi."
    second = sent(ready, tmp_path / "2.age", envelope=Envelope(series="yaz", correction=words))

    one, two, other = (opened(tmp_path / name).manifest for name in ("1.age", "2.age", "alone.age"))
    assert (first.seq, second.seq, alone.seq) == (1, 2, 1)
    assert one.series_id == two.series_id != other.series_id
    assert two.previous == ready.vault.releases()[-1].manifest_sha256
    assert (one.previous, one.changes) == ("", ())
    assert two.correction == words
    fates = {difference.was: difference.fate for difference in two.changes}
    assert fates == {dict(first.included)[FIRST]: Fate.CHANGED, dict(first.included)[SECOND]: Fate.SAME}


@pytest.mark.parametrize(
    "words",
    [
        "Zəhra Talıbova ilə Bakıda danışdıq.",
        "The woman of R-001 lives at Nizami küçəsi 12; phone 050 123 45 67.",
        "Она родилась 3 мая 1984 года.",
    ],
)
def test_a_correction_that_tells_of_somebody_unregistered_does_not_leave(
    ready: Session, tmp_path: Path, words: str
) -> None:
    with pytest.raises(WordsTell):
        sent(ready, tmp_path / "x.age", envelope=Envelope(correction=words))
    assert not (tmp_path / "x.age").exists()


@pytest.mark.parametrize("words", ["şəkər dedi ki, tarix səhvdir", "#seker dedi ki, tarix səhvdir"])
def test_a_correction_with_a_first_name_in_small_letters_does_not_leave(
    ready: Session, tmp_path: Path, words: str
) -> None:
    """It is an everyday word too, and nobody is asked about words that are typed for an export."""
    with pytest.raises(WordsTell):
        sent(ready, tmp_path / "x.age", envelope=Envelope(correction=words))
    assert not (tmp_path / "x.age").exists()


def test_a_correction_that_names_somebody_does_not_leave(ready: Session, tmp_path: Path) -> None:
    with pytest.raises(LeakFound):
        sent(ready, tmp_path / "x.age", envelope=Envelope(correction="Bahar Quşçubaşova elə deməyib."))
    assert ready.vault.releases() == []


def test_a_series_with_labels_of_its_own_joins_no_two_readers(ready: Session, tmp_path: Path) -> None:
    yaz, fresh = Envelope(series="yaz"), replace(HOW, fresh_labels=True)
    first = sent(ready, tmp_path / "1.age", "CONTACT-001", how=fresh, envelope=yaz)
    other = sent(ready, tmp_path / "2.age", "CONTACT-002", how=fresh, envelope=yaz)
    plain = sent(ready, tmp_path / "3.age", "CONTACT-002", envelope=yaz)
    again = sent(ready, tmp_path / "4.age", "CONTACT-001", how=fresh, envelope=yaz)

    assert [one.seq for one in (first, other, plain, again)] == [1, 1, 2, 2]
    hers = [opened(tmp_path / name).manifest for name in ("1.age", "4.age")]
    his = [opened(tmp_path / name, LAWYER).manifest for name in ("2.age", "3.age")]
    assert len({one.series_id for one in hers}) == len({one.series_id for one in his}) == 1
    assert hers[0].series_id != his[0].series_id
    assert {one.was for one in his[1].changes} == {label for _, label in other.included}


def test_readers_need_not_be_told_which_record_is_gone(ready: Session, tmp_path: Path) -> None:
    sent(ready, tmp_path / "1.age", envelope=Envelope(series="yaz"))
    ready.vault.delete(SECOND)
    told = sent(ready, tmp_path / "2.age", envelope=Envelope(series="yaz"))
    quiet = sent(ready, tmp_path / "3.age", envelope=Envelope(series="yaz", without_changes=True))

    assert (told.removed, quiet.removed) == (1, 0)
    assert Fate.REMOVED in {one.fate for one in opened(tmp_path / "2.age").manifest.changes}
    assert (opened(tmp_path / "3.age").manifest.seq, opened(tmp_path / "3.age").manifest.changes) == (3, ())


def test_a_bundle_that_is_only_for_review_says_so_and_for_what(ready: Session, tmp_path: Path) -> None:
    words = "Bir cümlə düzəldildi."
    envelope = Envelope(for_review=True, correction=words, expires="2099-01-01")
    sent(ready, tmp_path / "r.age", audience=Audience.PUBLIC, envelope=envelope)
    told = opened(tmp_path / "r.age").manifest.for_review
    assert told == Outside(Door.SEALED, Tlp.CLEAR, "2099-01-01", words)
    assert ready.vault.proposals()[0].outside == told
    plain = age.decrypt((tmp_path / "r.age").read_bytes(), EDITOR.age_secrets)
    page = strict_zip.unpack(plain)["data/readable.html"].decode()
    assert "this is not released" in page
    assert "public; encrypted, to readers who are chosen; TLP:CLEAR" in page
    sent(ready, tmp_path / "x.age")
    assert opened(tmp_path / "x.age").manifest.for_review is None


# --- a copy for each reader


def test_copies_for_two_readers_cannot_be_joined_and_the_register_knows_whose_one_is(
    ready: Session, tmp_path: Path
) -> None:
    ready.reauthenticate(PASSWORD)
    how = replace(HOW, compared=True, envelope=Envelope(series="yaz"))
    folder, third = tmp_path / "copies", Identity.generate("Üçüncü", post_quantum=True)
    to = ["CONTACT-001", "CONTACT-002", third.card().text]
    receipts = share.export_each(ready, CASE, Audience.EDITOR, to=to, folder=folder, accept_quasi=QUASI, how=how)
    files = [Path(receipt.file) for receipt in receipts]
    assert sorted(folder.iterdir()) == sorted(files)
    hers, his, theirs = opened(files[0], EDITOR), opened(files[1], LAWYER), opened(files[2], third)

    assert hers.manifest.bundle_id != his.manifest.bundle_id
    assert hers.manifest.series_id != his.manifest.series_id
    assert not set(hers.manifest.recipients) & set(his.manifest.recipients)
    assert hers.manifest.ledger_anchor == hers.manifest.ledger_head == ""
    texts = [" ".join(record.text for record in one.records) for one in (hers, his, theirs)]
    assert len({frozenset(releases._LABELS.findall(text)) for text in texts}) > 1  # two of three agree once in 900 runs

    for file, reader in zip(files, ("Tamuna Beridze", "Emre Aydın", "Üçüncü"), strict=True):
        (found,) = releases.find(ready, str(file))
        assert [one.name for one in found.readers] == [reader]
    pasted = tmp_path / "pasted.txt"
    pasted.write_text("\n".join(record.text for record in his.records), encoding="utf-8")
    names = {reader.name for one in releases.find(ready, str(pasted)) for reader in one.readers}
    assert "Emre Aydın" in names

    ready.reauthenticate(PASSWORD)
    again = share.export_each(
        ready, CASE, Audience.EDITOR, to=["CONTACT-002"], folder=tmp_path / "more", accept_quasi=QUASI, how=how
    )
    assert again[0].seq == 2
    assert opened(Path(again[0].file), LAWYER).manifest.series_id == his.manifest.series_id


def test_a_copy_is_found_by_its_number_by_its_code_and_by_what_is_inside(ready: Session, tmp_path: Path) -> None:
    receipt = sent(ready, tmp_path / "x.age")
    inside = tmp_path / "manifest.json"
    plain = age.decrypt((tmp_path / "x.age").read_bytes(), EDITOR.age_secrets)
    inside.write_bytes(strict_zip.unpack(plain)["data/manifest.json"])

    for wanted in (receipt.bundle_id[:8], opened(tmp_path / "x.age").manifest.code.lower(), str(inside)):
        assert [one.bundle_id for one in releases.find(ready, wanted)] == [receipt.bundle_id]
    inside.write_text("nothing of ours", encoding="utf-8")
    for wanted in (str(inside), "0" * 32):
        with pytest.raises(NoSuchRecord):
            releases.find(ready, wanted)
    with pytest.raises(BadValue):
        releases.find(ready, "no number")


# --- two people


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.LEGAL, Audience.PARTNER])
def test_two_different_people_approve_before_anything_leaves(
    ready: Session, tmp_path: Path, audience: Audience
) -> None:
    with pytest.raises(NotApproved):
        sent(ready, tmp_path / "x.age", audience=audience)
    view = proposed(ready, audience)
    assert (view.stage, view.needed, view.counted) == (Stage.SELF_CHECKED, 2, 0)
    ready.reauthenticate(PASSWORD)
    assert approvals.approve(ready, view.code).stage is Stage.IN_REVIEW
    ready.reauthenticate(PASSWORD)
    with pytest.raises(ApprovalRefused):
        approvals.approve(ready, view.code)
    with pytest.raises(NotApproved) as refused:
        sent(ready, tmp_path / "x.age", audience=audience)
    assert refused.value.params == {"count": 1}
    ready.reauthenticate(PASSWORD)
    with pytest.raises(NotApproved):
        pages.page(ready, CASE, audience, accept_quasi=QUASI, how=HOW)

    key = key_of(EDITOR, tmp_path)
    assert approvals.approve(ready, view.code, identity=key).stage is Stage.APPROVED
    receipt = sent(ready, tmp_path / "x.age", audience=audience)
    assert receipt.proposal == view.code
    assert approvals.get(ready, view.code).stage is Stage.RELEASED
    with pytest.raises(ApprovalRefused):
        approvals.approve(ready, view.code, identity=key_of(LAWYER, tmp_path))
    assert not [one for one in ready.vault.ledger() if "Tamuna" in str(one.facts)]
    (under,) = [dict(one.facts) for one in ready.vault.ledger() if one.event == "released-under"]
    assert (under["proposal"], len(str(under["signers"]).split())) == (view.code, 2)


def test_an_approval_is_of_exactly_what_was_seen_and_its_labels_do_not_matter(ready: Session, tmp_path: Path) -> None:
    view = proposed(ready)
    for identity in (EDITOR, LAWYER):
        approvals.approve(ready, view.code, identity=key_of(identity, tmp_path))
    sent(ready, tmp_path / "fresh.age", audience=Audience.PUBLIC, how=replace(HOW, fresh_labels=True))

    card = ready.vault.record(SECOND).row.card
    assert card is not None
    write.save(ready, SECOND, card=card, body=Body.of("Mən Şəkər Qoşqarlı bunu görmüşəm. Sonra Qoşqarlı qaçdı."))
    with pytest.raises(NotApproved):
        sent(ready, tmp_path / "x.age", audience=Audience.PUBLIC)
    again = proposed(ready)
    assert (again.code == view.code, again.stage, again.approvals) == (False, Stage.SELF_CHECKED, ())


def test_a_stranger_and_somebody_whose_key_changed_do_not_count(ready: Session, tmp_path: Path) -> None:
    view = proposed(ready)
    with pytest.raises(ApprovalRefused):
        approvals.approve(ready, view.code, identity=key_of(Identity.generate("Yad"), tmp_path))
    approvals.approve(ready, view.code, identity=key_of(EDITOR, tmp_path))
    assert approvals.get(ready, view.code).counted == 1
    contacts.add(ready, Identity.generate("Tamuna Beridze").card().text, replaces=True)
    assert approvals.get(ready, view.code).counted == 0


def test_an_approval_that_was_copied_from_another_proposal_does_not_count(ready: Session, tmp_path: Path) -> None:
    first, second = proposed(ready), proposed(ready, Audience.LEGAL)
    approvals.approve(ready, first.code, identity=key_of(EDITOR, tmp_path))
    one, other = ready.vault.proposals()
    ready.vault.change_proposal(replace(other, approvals=one.approvals))

    assert approvals.get(ready, second.code).counted == 0


def test_a_statement_made_without_this_program_is_the_one_that_is_signed() -> None:
    """tests/vectors/approval/make.py wrote it from the format alone."""
    folder = Path(__file__).parents[2] / "vectors" / "approval"
    told = (folder / "statement.json").read_bytes()
    public = bytes.fromhex(json.loads(told)["signer"])
    content = contents.of_all(Audience.PUBLIC, {"T-001": "ab" * 32, "T-002": "0c" * 32})
    outside = Outside(Door.SEALED, Tlp.CLEAR, "2027-12-31", "Bir cümlə düzəldildi.")
    proposal = Proposal("22" * 16, "PROPOSAL-001", CASE, Audience.PUBLIC, content, "", outside=outside)

    assert yeses.statement("11" * 16, proposal, public) == told
    sign.verify(told, bytes.fromhex((folder / "signature.hex").read_text(encoding="ascii")), public)


def test_what_is_not_settled_is_a_draft_that_says_why(sharing: Session) -> None:
    draft = approvals.propose(sharing, CASE, Audience.PUBLIC)
    assert (draft.stage, draft.open) == (Stage.DRAFT, "review-open")
    assert draft.open_words == "possible names are not decided yet"
    with pytest.raises(ApprovalRefused):
        approvals.approve(sharing, draft.code)
    for hit in share.review_hits(sharing, CASE, Audience.PUBLIC):
        share.decide(sharing, CASE, hit.id, Verdict.REDACT)
    done = proposed(sharing)
    assert (done.code, done.stage, done.records) == (draft.code, Stage.SELF_CHECKED, (FIRST, SECOND))


def test_a_bundle_for_review_needs_no_approval_and_its_reviewer_is_one_of_the_two(
    ready: Session, tmp_path: Path
) -> None:
    receipt = sent(ready, tmp_path / "r.age", audience=Audience.PUBLIC, envelope=Envelope(for_review=True))
    (view,) = approvals.all_of(ready)
    assert (view.stage, view.bundles) == (Stage.IN_REVIEW, (receipt.bundle_id,))
    signer = EDITOR.signing_key.public
    verdicts = {FIRST: ReviewVerdict.ACCEPT, SECOND: ReviewVerdict.ACCEPT}
    about = (receipt.bundle_id, REVIEW, signer.hex(), "Sevda", "CONTACT-001")
    ready.vault.take_review_in(TakenReview("", *about, 1, "2026-11-22", verdicts, accepts=True), [])
    assert approvals.get(ready, view.code).counted == 1
    assert approvals.counts_for(ready, receipt.bundle_id, signer)
    assert not approvals.counts_for(ready, "0" * 32, signer)
    assert not approvals.counts_for(ready, receipt.bundle_id, bytes(32))
    ready.reauthenticate(PASSWORD)
    assert approvals.approve(ready, view.code).stage is Stage.APPROVED
    sent(ready, tmp_path / "x.age", audience=Audience.PUBLIC)


# --- the register and recalls


def test_the_register_says_what_went_to_whom_under_which_consent(ready: Session, tmp_path: Path) -> None:
    receipt = sent(ready, tmp_path / "x.age", envelope=Envelope(series="yaz"))
    (line,) = releases.all_of(ready)

    assert (line.bundle_id, line.series, line.seq, line.tlp) == (receipt.bundle_id, "yaz", 1, "AMBER+STRICT")
    assert [one.name for one in line.readers] == ["Tamuna Beridze"]
    assert {(one.code, one.label) for one in line.records} == set(receipt.included)
    assert all(one.consent and one.version == 1 for one in line.records)


def test_a_withdrawal_lists_what_left_and_prints_notices(ready: Session, tmp_path: Path) -> None:
    receipt = sent(ready, tmp_path / "x.age", envelope=Envelope(series="Şəkər Qoşqarlı, yaz"))
    register.withdraw_consent(ready, SOURCE)
    lines = releases.with_person(ready, SOURCE)
    assert [one.bundle_id for one in lines] == [receipt.bundle_id]

    with pytest.raises(LeakFound):
        releases.recall(ready, lines, why=Why.CONSENT, words="Şəkər Qoşqarlı istəmir.", folder=tmp_path / "no")
    assert not (tmp_path / "no").exists()
    (notice,) = releases.recall(ready, lines, why=Why.CONSENT, words="Xahiş edirik.", folder=tmp_path / "notices")
    (file,) = (tmp_path / "notices").iterdir()
    told = file.read_text(encoding="utf-8")
    assert told == notice.html
    assert notice.release.code in told
    assert receipt.bundle_id in told
    assert "Xahiş edirik." in told
    assert "number 1 of its series" in told
    assert not [word for word in ("Qoşqarlı", "yaz", SOURCE, FIRST, "Tamuna", "<script") if word in told]
    assert releases.all_of(ready)[0].recalled
    with pytest.raises(BadValue):
        releases.recall(ready, (), why=Why.SAFETY)


def test_a_recall_that_was_killed_in_between_is_asked_for_again(
    ready: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(ready, tmp_path / "x.age")
    lines, folder = releases.all_of(ready), tmp_path / "notices"

    def asked() -> tuple[releases.Notice, ...]:
        return releases.recall(ready, lines, why=Why.CORRECTION, words="Xahiş edirik.", folder=folder)

    with monkeypatch.context() as killed:
        killed.setattr(files, "sync_folder", stopped)
        with pytest.raises(KeyboardInterrupt):
            asked()
    assert not folder.exists()
    with monkeypatch.context() as killed:
        killed.setattr(type(ready.vault), "recall_release", stopped)
        with pytest.raises(KeyboardInterrupt):
            asked()
    assert len(list(folder.iterdir())) == 1
    assert ready.vault.recalls() == []
    (notice,) = asked()
    assert [path.read_text(encoding="utf-8") for path in folder.iterdir()] == [notice.html]
    assert [one.reason for one in ready.vault.recalls()] == ["Xahiş edirik."]
    asked()
    assert len(ready.vault.recalls()) == 1
    (folder / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(AlreadyExists):
        asked()


def stopped(*_arguments: object, **_named: object) -> None:
    raise KeyboardInterrupt


def test_what_a_killed_run_left_half_written_is_replaced(ready: Session, tmp_path: Path) -> None:
    sent(ready, tmp_path / "x.age")
    (tmp_path / ".notices.new").mkdir()
    (tmp_path / ".notices.new" / "half.html.new").write_text("<h1>", encoding="utf-8")
    releases.recall(ready, releases.all_of(ready), why=Why.SAFETY, folder=tmp_path / "notices")

    assert [path.suffix for path in (tmp_path / "notices").iterdir()] == [".html"]
    assert not (tmp_path / ".notices.new").exists()


def test_words_of_a_notice_are_judged_for_the_readers_that_it_goes_to(ready: Session, tmp_path: Path) -> None:
    """Somebody may be named to the press and not to a lawyer, whose bundle is called back."""
    named = {**dict.fromkeys(Use, Answer.NO), **dict.fromkeys((Use.PRESS, Use.PUBLICATION), Answer.NAME)}
    person = register.add_entry(
        ready, name="Günel Məhərrəmova", aliases=["gugu"], type=EntityType.PERSON, role=Role.OTHER, level=Level.PUBLIC
    )
    register.set_consent(ready, person.code, named)
    for hit in share.review_hits(ready, CASE, Audience.LEGAL):
        share.decide(ready, CASE, hit.id, Verdict.REDACT)
    sent(ready, tmp_path / "l.age", audience=Audience.LEGAL, envelope=Envelope(for_review=True))
    to_lawyer = releases.all_of(ready)
    sent(ready, tmp_path / "e.age")
    with pytest.raises(LeakFound):
        releases.recall(ready, to_lawyer, why=Why.SAFETY, words="gugu dedi")


def test_what_the_release_register_keeps_comes_back_as_it_was(ready: Session, tmp_path: Path) -> None:
    sent(ready, tmp_path / "x.age", envelope=Envelope(series="yaz", correction="İlk."))
    (release,) = ready.vault.releases()
    path = ready.path
    ready.lock()
    again = sessions.unlock(path, PASSWORD)
    assert again.vault.releases() == [release]
    assert json.loads(json.dumps(release.maps)) == release.maps
    assert set(release.contents) == {FIRST, SECOND}
    again.lock()
