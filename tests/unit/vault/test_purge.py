"""What is purged is gone from every table, every page, the search and the present keys, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.errors import DiskFull, HeaderDamaged, NoSuchRecord, NotInBin, SealedClosed, StillReferred
from fieldnotes.model.audience import Audience
from fieldnotes.model.consent import Answer, Consent, ConsentForm, Use
from fieldnotes.model.level import Level
from fieldnotes.model.query import parse
from fieldnotes.model.record import Body, Card, Draft, Kind, Passage
from fieldnotes.model.register import EntityType, Identity, RelationKind, Role
from fieldnotes.progress import Cancelled, Watch
from fieldnotes.vault.keys import header, rotation, sealed_values
from fieldnotes.vault.opened import Opened, change_header
from fieldnotes.vault.records.releases import Release, ReleasedRecord
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import (
    CASE,
    HIDDEN_RECORD,
    OPEN_RECORD,
    SOURCE,
    add_testimony,
    decrypted_pages,
    encodings_of,
    reopen,
    sealed_passphrase,
)

WORDS = ("Qaranlıq", "zirzəmi", "anbardar", "Сулейман", "ჯაფარიძე", "кладовщик", "göyərçin")
TEXT = "Qaranlıq zirzəmi haqqında anbardar danışdı. Сулейман Бабаев и ჯაფარიძე это подтвердили."


def doomed(vault: Vault) -> str:
    """A testimony with two versions, a SEALED passage, a draft, mentions, a changed level and an export behind it."""
    code = add_testimony(vault, "Qaranlıq gecə", TEXT)
    body = Body.of(TEXT + " Потом кладовщик уехал.")
    start = body.text.index("кладовщик")
    passage = Passage(start, start + 9, Level.SEALED, "кладовщик")
    vault.save(code, card=Card("Qaranlıq gecə", source=SOURCE), body=replace(body, passages=(passage,)))
    vault.put_draft(Draft("d1", code, CASE, Kind.TESTIMONY, Level.INTERNAL, "Qaranlıq", Body.of("göyərçin")))
    vault.set_mentions(code, {SOURCE: 2})
    vault.set_level(code, Level.ROLE, reason="anbardar özü icazə verdi")
    return code


def released(vault: Vault, code: str) -> None:
    row = vault.row(code)
    one = ReleasedRecord(code, row.version, row.level)
    vault.record_release(Release("r1", CASE, Audience.EDITOR, "00" * 32, ("k1",), (one,)))


def found_in(vault: Vault, words: tuple[str, ...]) -> set[str]:
    """Which words the owner of every key can still read somewhere: in pages, folded, or under the level keys."""
    pages = decrypted_pages(vault)
    values = b"\n".join(value.opened(vault._store) for value in sealed_values.all_of(vault._store))
    forms = {word: encodings_of(word) | encodings_of(word.casefold()) for word in words}
    return {word for word in words if any(form in pages or form in values for form in forms[word])}


def purge(vault: Vault, *codes: str, **how: bool | str) -> None:
    vault.purging.purge(codes, watch=Watch(), **how)  # type: ignore[arg-type]


def test_nothing_of_a_purged_record_is_left_anywhere(sealed_vault: Vault, vault_path: Path) -> None:
    code = doomed(sealed_vault)
    keep = sealed_vault.record(OPEN_RECORD)
    assert found_in(sealed_vault, WORDS) == set(WORDS)
    sealed_vault.delete(code)

    done = sealed_vault.purging.purge([code], watch=Watch())

    assert (done.codes, done.versions, done.drafts, done.kept) == ((code,), 2, 1, ())
    assert done.levels == (Level.ROLE, Level.INTERNAL, Level.SEALED)
    assert done.rewritten
    assert found_in(sealed_vault, WORDS) == set()
    assert not sealed_vault.search(parse("zirzəmi"))
    for table in ("record", "card", "body", "sealed_words", "mention", "draft", "level_change"):
        left = sealed_vault._store.connection.value(f"SELECT count(*) FROM {table}")
        assert left == {"record": 2, "card": 2, "body": 2}.get(table, 0), table
    assert sealed_vault.record(OPEN_RECORD) == keep
    assert sealed_vault.check() == []
    assert not list(vault_path.glob("*-journal")) + list(vault_path.glob("*.new"))
    sealed_vault.lock()
    again = reopen(vault_path)
    assert again.check() == []
    with pytest.raises(NoSuchRecord):
        again.purging.purge([code], watch=Watch())
    again.lock()


def test_the_levels_and_the_database_have_other_keys_afterwards(sealed_vault: Vault, vault_path: Path) -> None:
    code = doomed(sealed_vault)
    before, key = header.load(vault_path), sealed_vault._store.connection._key.copy()

    purge(sealed_vault, code, live=True)

    after = header.load(vault_path)
    changed = {level for level in Level if before.level_keys[level] != after.level_keys[level]}
    assert changed == {Level.ROLE, Level.INTERNAL, Level.SEALED}
    assert not sealed_vault._store.connection._key.same_as(key)


def test_without_writing_afresh_freed_pages_hold_nothing_either(sealed_vault: Vault) -> None:
    code = doomed(sealed_vault)
    purge(sealed_vault, code, live=True, rewrite=False)
    assert found_in(sealed_vault, WORDS) == set()
    assert not sealed_vault.purging.unfinished


def test_copies_from_before_an_upgrade_go_too(sealed_vault: Vault, vault_path: Path) -> None:
    copy = vault_path / "vault.db.v1"
    copy.write_bytes((vault_path / "vault.db").read_bytes())
    purge(sealed_vault, OPEN_RECORD, OPEN_RECORD, live=True, rewrite=False)
    assert not copy.exists()


def test_the_register_of_exports_stays_true(sealed_vault: Vault) -> None:
    code = doomed(sealed_vault)
    released(sealed_vault, code)

    purge(sealed_vault, code, live=True)

    (release,) = sealed_vault.releases()
    assert release.records == (ReleasedRecord(code, 2, Level.ROLE),)
    assert found_in(sealed_vault, WORDS) == set()
    assert sealed_vault.check() == []
    assert code not in [row.code for row in [*sealed_vault.rows(), *sealed_vault.recycled()]]
    with pytest.raises(NoSuchRecord):
        sealed_vault.restore(code)
    with pytest.raises(NoSuchRecord):
        purge(sealed_vault, code)


def test_only_the_recycle_bin_is_purged_unless_told_so(sealed_vault: Vault) -> None:
    with pytest.raises(NotInBin):
        purge(sealed_vault, OPEN_RECORD)
    sealed_vault.delete(OPEN_RECORD)
    with pytest.raises(NotInBin):
        purge(sealed_vault, OPEN_RECORD, HIDDEN_RECORD)
    assert [row.code for row in sealed_vault.recycled()] == [OPEN_RECORD]
    assert sealed_vault.check() == []


def test_what_is_sealed_is_purged_only_while_it_can_be_read(vault: Vault) -> None:
    with pytest.raises(SealedClosed):
        purge(vault, HIDDEN_RECORD, live=True)
    purge(vault, OPEN_RECORD, live=True)
    assert [row.code for row in vault.rows()] == [HIDDEN_RECORD]
    assert vault.check() == []


def test_the_ledger_says_what_went_and_the_reason_is_sealed(sealed_vault: Vault) -> None:
    purge(sealed_vault, OPEN_RECORD, live=True, reason="Şəfiqə razılığını geri götürdü")

    (entry,) = [entry for entry in sealed_vault.ledger() if entry.event == "purge"]
    assert entry.facts["code"] == OPEN_RECORD
    assert "Şəfiqə" not in str(entry.facts)
    assert sealed_vault.purging.reason_of(OPEN_RECORD) == "Şəfiqə razılığını geri götürdü"
    assert not any(form in decrypted_pages(sealed_vault) for form in encodings_of("Şəfiqə"))


def test_a_purge_that_has_no_room_or_is_not_wanted_changes_nothing(
    sealed_vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 0})())
        with pytest.raises(DiskFull):
            purge(sealed_vault, OPEN_RECORD, live=True)
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        sealed_vault.purging.purge([OPEN_RECORD], live=True, watch=watch)
    assert sealed_vault.record(OPEN_RECORD).body.text
    assert sealed_vault.check() == []


def test_an_interrupted_purge_is_finished_by_unlocking_and_asking(
    sealed_vault: Vault, vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = doomed(sealed_vault)
    with monkeypatch.context() as patch:
        patch.setattr(rotation, "finished", _die)
        with pytest.raises(KeyboardInterrupt):
            purge(sealed_vault, code, live=True)
    sealed_vault._live.close()

    again = reopen(vault_path)
    again.open_sealed(sealed_passphrase())
    assert all(len(keys) == 1 for keys in header.load(vault_path).level_keys.values())
    if again.purging.unfinished:
        again.purging.finish(Watch())
        assert found_in(again, WORDS) == set()
    else:
        assert again.record(code)
    assert not again.purging.unfinished
    assert again.check() == []
    again.lock()


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_keys_are_never_replaced_from_a_header_that_is_out_of_date(
    sealed_vault: Vault, vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rotation that fails between its two headers leaves new writes under a key that only the newer one lists."""
    with monkeypatch.context() as patch:
        patch.setattr(rotation, "finished", _die)
        patch.setattr(rotation, "begun", _begun)
        with pytest.raises(KeyboardInterrupt):
            sealed_vault.rekeying.rotate_levels([Level.INTERNAL])
    code = add_testimony(sealed_vault, "Arada", "İki açar arasında yazıldı.")

    with pytest.raises(HeaderDamaged):
        sealed_vault.rekeying.rotate_levels([Level.INTERNAL])

    sealed_vault.lock()
    again = reopen(vault_path)
    assert again.record(code).body.text == "İki açar arasında yazıldı."
    again.rekeying.rotate_levels([Level.INTERNAL])
    assert again.check() == []
    again.lock()


def _begun(opened: Opened, levels: list[Level]) -> Opened:
    both = {level: (*rotation._present(opened, level), rotation._fresh(opened, level)) for level in levels}
    return change_header(opened, replace(opened.header, level_keys={**opened.header.level_keys, **both}))


# --- the register -------------------------------------------------------------------------------------------------


def test_an_entry_that_nothing_refers_to_goes_with_its_consent(sealed_vault: Vault) -> None:
    sealed_vault.set_consent(
        SOURCE, Consent(answers={Use.PRESS: Answer.ANONYMOUS}, form=ConsentForm(conditions="yalnız Nurlanqızı"))
    )

    purge(sealed_vault, SOURCE)

    assert sealed_vault.entries() == []
    assert found_in(sealed_vault, ("Nurlanqızı", "Shafiga", "Нурланкызы")) == set()
    assert sealed_vault.check() == []


def test_an_entry_in_use_is_emptied_only_when_told_so(sealed_vault: Vault) -> None:
    other, _ = sealed_vault.add_entry(
        type=EntityType.PERSON, role=Role.RELATIVE, level=Level.ANONYMOUS, identity=Identity("Rəna Nurlanqızı")
    )
    sealed_vault.relate(other.code, SOURCE, RelationKind.SIBLING)
    with pytest.raises(StillReferred) as found:
        purge(sealed_vault, SOURCE)
    assert found.value.params == {"code": SOURCE, "count": 1, "where": other.code}

    done = sealed_vault.purging.purge([SOURCE], force=True, watch=Watch())

    assert done.emptied == (SOURCE,)
    assert sealed_vault.entry(SOURCE).identity == Identity(SOURCE)
    assert [(relation.a, relation.b) for relation in sealed_vault.relations()] == [(other.code, SOURCE)]
    assert found_in(sealed_vault, ("Şəfiqə", "Shafiga")) == set()
    assert sealed_vault.check() == []


# --- whole levels -------------------------------------------------------------------------------------------------


def test_erasing_sealed_leaves_a_vault_that_works(sealed_vault: Vault, vault_path: Path) -> None:
    code = doomed(sealed_vault)
    extent = sealed_vault.purging.measure([Level.SEALED])
    assert (extent.records, extent.versions, extent.names) == (1, 2, 1)

    assert sealed_vault.purging.erase_levels([Level.SEALED], watch=Watch()) == extent

    gone = ("toyda", "Gizli söhbət", "Şəfiqə", "Shafiga", "Нурланкызы", "кладовщик")
    assert found_in(sealed_vault, gone) == set()
    assert [row.code for row in sealed_vault.rows()] == [code, OPEN_RECORD]
    assert "▒▒▒" in sealed_vault.record(code).body.text
    assert [revision.version for revision in sealed_vault.revisions(code)] == [2]
    assert sealed_vault.entry(SOURCE).identity == Identity(SOURCE)
    sealed_vault.save(code, card=Card("Yeni"), body=Body.of("Yeni mətn"))
    new = add_testimony(sealed_vault, "Yeni", "Yenə gizli.", level=Level.SEALED)
    assert sealed_vault.check() == []
    sealed_vault.lock()
    again = reopen(vault_path)
    again.open_sealed(sealed_passphrase())
    assert again.record(new).body.text == "Yenə gizli."
    assert again.check() == []
    again.lock()


def test_erasing_internal_takes_titles_consents_and_reasons_too(sealed_vault: Vault) -> None:
    code = doomed(sealed_vault)
    released(sealed_vault, code)
    sealed_vault.set_consent(
        SOURCE, Consent(answers={Use.PRESS: Answer.ANONYMOUS}, form=ConsentForm(conditions="Gəncə şərti"))
    )

    sealed_vault.purging.erase_levels([Level.INTERNAL], watch=Watch())

    assert found_in(sealed_vault, ("Gəncə", "Maddə", "İlk söhbət", "icazə verdi")) == set()
    assert [case.title for case in sealed_vault.cases()] == [CASE]
    assert sealed_vault.consents() == {}
    assert [change.reason for change in sealed_vault.level_changes(code)] == [""]
    assert [row.code for row in sealed_vault.rows()] == [code, HIDDEN_RECORD]
    assert sealed_vault.entry(SOURCE).identity != Identity(SOURCE)
    sealed_vault.set_level(code, Level.PUBLIC, reason="yenə")
    assert sealed_vault.pseudonym_secret()
    assert sealed_vault.device()
    add_testimony(sealed_vault, "Yeni", "Yeni mətn.")
    assert len(sealed_vault.releases()) == 1
    assert sealed_vault.check() == []


def test_sealed_is_erased_only_while_it_is_open(vault: Vault) -> None:
    with pytest.raises(SealedClosed):
        vault.purging.erase_levels([Level.SEALED], watch=Watch())
    assert vault.check() == []


# --- backups ------------------------------------------------------------------------------------------------------


def test_backups_are_listed_with_what_they_still_hold(sealed_vault: Vault, tmp_path: Path) -> None:
    old, _ = sealed_vault.backups.make(tmp_path, Watch())
    code = doomed(sealed_vault)
    purge(sealed_vault, OPEN_RECORD, code, live=True)
    sealed_vault.purging.erase_levels([Level.SEALED], watch=Watch())

    (listed,) = sealed_vault.backups.all()

    assert listed.id == old.id
    assert listed.purged == (OPEN_RECORD, HIDDEN_RECORD)
    assert listed.levels == ("SEALED",)
    assert listed.old_slots == ()


def test_levels_that_are_away_are_listed_until_they_are_back(vault: Vault, tmp_path: Path) -> None:
    vault.backups.make(tmp_path, Watch())
    vault.append_ledger("travel-left", levels="INTERNAL SEALED")
    assert vault.backups.all()[0].levels == ("INTERNAL", "SEALED")
    vault.append_ledger("travel-returned")
    assert vault.backups.all()[0].levels == ()
    vault.append_ledger("sealed-away")
    assert vault.backups.all()[0].levels == ("SEALED",)
