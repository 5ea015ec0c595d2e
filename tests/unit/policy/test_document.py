"""A policy tightens, names what is not answered, and refuses everything else."""

from __future__ import annotations

from datetime import date

import pytest

from fieldnotes.audit.answers import ANSWERS, KEPT
from fieldnotes.crypto import age, capsule, sign
from fieldnotes.model.audit import Severity
from fieldnotes.model.level import Level
from fieldnotes.policy.document import MAX_BYTES, parse
from fieldnotes.policy.limits import BUILT_IN, Need, Policy, Wrong
from fieldnotes.policy.lines import FIELDS, OPENSSL, READERS
from fieldnotes.policy.words import demands

HEAD = 'format = "fieldnotes-policy/1"\nid = "ex-2026"\nversion = 7\n'
FULL = (
    HEAD
    + """issued = 2026-11-01
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
swap = "encrypted-or-off"
core_dumps = "off"
allow_synced_folder = false
[levels.fields]
"person.name" = "INTERNAL"
"testimony.body" = "ANONYMOUS"
"person.employer" = "SEALED"
[audit]
fail_on = "medium"
"""
)


MORE = """[levels]
protected_idle_s = 60
default = "ANONYMOUS"
lower_requires = "reauth+reason+second"
[seal]
require_post_quantum = true
[recovery]
org_slot = "required"
[erase]
level_keys = "forbidden"
[clipboard]
clear_s = 10
from_protected = false
[export]
max_level = "ANONYMOUS"
min_recipients = 2
pad = "padme"
ttl_days = 30
recipients_pinned = true
dummy_stanzas_to = 8
[backup]
location = "other-volume"
[crypto]
min_sqlcipher = "4.17"
min_openssl = { "3.6" = "3.6.3", "4.0" = "4.0.1" }
advisories_max_age_days = 90
"""


def of(text: str) -> Policy:
    return parse((HEAD + text).encode())


def test_a_policy_tightens_the_limits() -> None:
    policy = parse(FULL.encode())
    assert policy.name.startswith("ex-2026 version 7 sha256 ")
    assert (policy.kdf_memory_mib, policy.kdf_iterations, policy.kdf_lanes) == (512, 4, 4)
    assert (policy.idle_lock_s, policy.backup_age_days, policy.fail_on) == (180, 14, Severity.MEDIUM)
    assert (policy.issued, policy.expires) == (date(2026, 11, 1), date(2027, 5, 1))


def test_every_part_of_the_program_gets_its_limits() -> None:
    policy = of(MORE)
    assert (policy.sealed_idle_s, policy.clipboard_s, policy.org_slot, policy.erase_levels) == (
        60,
        10,
        "required",
        False,
    )
    assert (policy.export_level, policy.min_recipients, policy.min_sqlcipher) == (Level.ANONYMOUS, 2, (4, 17))
    assert policy.least_level is Level.ANONYMOUS
    assert policy.lowering == set(Need)
    assert (policy.ttl_days, policy.shown_recipients, policy.pinned_recipients) == (30, 8, True)
    assert (policy.backup_elsewhere, policy.advisories_days) == (True, 90)
    assert policy.min_openssl == (((3, 6), (3, 6, 3)), ((4, 0), (4, 0, 1)))
    assert policy.unanswered == ()


def test_sealing_recipients_and_the_organisations_keys_are_post_quantum() -> None:
    office = age.recipient_of(age.generate_identity(post_quantum=True))
    policy = of(f'[seal]\nrecipients = ["{office}"]\n[recovery]\nrecipients = ["{office}"]\n')
    assert policy.seal_recipients == (office,)
    assert policy.org_keys == {capsule.key_id(office).hex()}
    weak = age.recipient_of(age.generate_identity())
    for table in ("seal", "recovery"):
        for listed in (f'"{weak}"', f'"{office}", "{office}"', "", '"age1pq1"', "3"):
            with pytest.raises(Wrong):
                of(f"[{table}]\nrecipients = [{listed}]\n")


def test_lines_that_nothing_answers_are_named() -> None:
    policy = parse(FULL.encode())
    assert policy.unanswered == ("levels.fields.person.employer",)
    assert policy.unknown == ()


def test_events_and_least_levels_by_kind_are_read() -> None:
    policy = parse(FULL.encode())
    assert policy.lock_on == ("suspend",)
    assert (policy.least_of("person.name"), policy.least_of("testimony.body")) == (Level.INTERNAL, Level.ANONYMOUS)
    assert policy.least_of("person.employer") is policy.least_of("note.body") is Level.PUBLIC


def test_keys_for_backups_are_kept_with_the_ways_in_that_the_other_lines_allow() -> None:
    office, other = (age.recipient_of(age.generate_identity(post_quantum=True)) for _ in range(2))
    backups = f'[backup]\nrecipients = ["{office}"]\n'
    assert of(backups).backup_recipients == (office,)
    own = f'[recovery]\nrecipients = ["{office}"]\n'
    assert of(own + backups).backup_recipients == of(backups).backup_recipients
    for lines in (
        "[recovery]\norg_slot = 'forbidden'\n" + backups,
        "[recovery]\ntwo_person = true\n" + backups,
        own.replace(office, other) + backups,
        "[recovery]\ntwo_person = true\norg_slot = 'required'\n",
    ):
        with pytest.raises(Wrong):
            of(lines)
        accepted = parse((HEAD + lines).encode(), lenient=True)
        assert accepted.unanswered in (("backup.recipients",), ("recovery.two_person",))
        assert not (accepted.two_person or accepted.backup_recipients) or accepted.unanswered == (
            "recovery.two_person",
        )


def test_a_line_that_the_format_does_not_have_is_named_as_such() -> None:
    policy = of("[kdf]\nmin_word = 9\n[moon]\nphase = 3\n")
    assert policy.unanswered == policy.unknown == ("kdf.min_word", "moon.phase")


def test_what_a_policy_does_not_say_stays_built_in() -> None:
    policy = of("")
    assert (policy.kdf_memory_mib, policy.idle_lock_s, policy.fail_on, policy.erase_levels) == (
        *(BUILT_IN.kdf_memory_mib, BUILT_IN.idle_lock_s, BUILT_IN.fail_on),
        BUILT_IN.erase_levels,
    )
    assert (policy.expires, policy.unanswered, policy.lines) == (None, (), ())


def test_a_successor_is_a_key_as_minisign_writes_it() -> None:
    key = sign.SigningKey.generate().public
    assert of(f'successor = "{sign.public_key_line(key)}"\n').successor == key
    with pytest.raises(Wrong):
        of('successor = "somebody"\n')


@pytest.mark.parametrize(
    "text",
    [
        "format = [",
        "",
        'format = "fieldnotes-policy/2"\nid = "x"\nversion = 1\n',
        'format = "fieldnotes-policy/1"\nid = ""\nversion = 1\n',
        'format = "fieldnotes-policy/1"\nid = "x"\nversion = true\n',
        'format = "fieldnotes-policy/1"\nid = "x"\nversion = 0\n',
        HEAD + 'expires = "tomorrow"\n',
        HEAD + "expires = 2027-05-01T00:00:00Z\n",
        HEAD + "[kdf]\nmin_memory_mib = 64\n",
        HEAD + "[kdf]\nmin_memory_mib = 9999999\n",
        HEAD + "[kdf]\nmin_iterations = 2.5\n",
        HEAD + "[kdf]\nmin_iterations = true\n",
        HEAD + '[kdf]\nalgorithm = "pbkdf2"\n',
        HEAD + "[lock]\nidle_s = 3600\n",
        HEAD + "[lock]\nidle_s = 0\n",
        HEAD + "[levels]\nprotected_idle_s = 121\n",
        HEAD + "[clipboard]\nclear_s = 21\n",
        HEAD + "[clipboard]\nfrom_protected = true\n",
        HEAD + "[seal]\nrequire_post_quantum = 1\n",
        HEAD + '[erase]\nlevel_keys = "perhaps"\n',
        HEAD + '[export]\nmax_level = "SEALED"\n',
        HEAD + "[export]\nmax_level = 1\n",
        HEAD + "[export]\nmin_recipients = 0\n",
        HEAD + '[crypto]\nmin_sqlcipher = "new"\n',
        HEAD + '[crypto]\nmin_openssl = "3.6"\nx = 1\n' * 2,
        HEAD + '[crypto.min_openssl]\n"3.6" = "3.5.9"\n',
        HEAD + '[crypto.min_openssl]\nnew = "3.5.9"\n',
        HEAD + "[crypto]\nadvisories_max_age_days = 0\n",
        HEAD + "[levels]\ndefault = 1\n",
        HEAD + "[levels]\nlower_requires = 'second'\n",
        HEAD + "[levels.fields]\n'person.name' = 3\n",
        HEAD + "[lock]\non = []\n",
        HEAD + "[lock]\non = ['doorbell']\n",
        HEAD + "[lock]\non = 'lid'\n",
        HEAD + "[export]\nrecipients_pinned = false\n",
        HEAD + "[export]\ndummy_stanzas_to = 3\n",
        HEAD + "[export]\ndummy_stanzas_to = 17\n",
        HEAD + "[export]\nttl_days = 0\n",
        HEAD + "[backup]\nlocation = 'cloud'\n",
        HEAD + "[backup]\nrecipients = ['age1pq1']\n",
        HEAD + "[recovery]\ntwo_person = false\n",
        HEAD + '[recovery]\norg_slot = "maybe"\n',
        HEAD + '"a\u202eb" = 1\n',
        HEAD + "a.b.c.d.e.f = 1\n",
        "".join([HEAD, "[x]\n", *(f"a{n} = 1\n" for n in range(201))]),
        HEAD.replace("ex-2026", "ex 2026"),
        HEAD + "[backup]\nmax_age_days = 365\n",
        HEAD + "[platform]\nallow_synced_folder = true\n",
        HEAD + '[platform]\nswap = "any"\n',
        HEAD + '[audit]\nfail_on = "critical"\n',
        HEAD + "[audit]\nfail_on = 3\n",
        HEAD + "[audit]\nfail_on = ['high']\n",
        'kdf = "' + "[" * 5000 + '"',
        "a = " + "[" * 4000,
    ],
)
def test_a_bad_or_loosening_policy_is_refused(text: str) -> None:
    with pytest.raises(Wrong):
        parse(text.encode())


def test_bytes_that_are_no_text_or_too_many_are_refused() -> None:
    for raw in (b"\xff\xfe\x00", (HEAD + "#" * MAX_BYTES).encode()):
        with pytest.raises(Wrong):
            parse(raw)


def test_a_document_that_was_accepted_before_goes_on_holding_what_can_be_read() -> None:
    raw = (HEAD + "[kdf]\nmin_memory_mib = 64\nmin_words = 5\n[clipboard]\nclear_s = 600\n").encode()
    policy = parse(raw, lenient=True)
    assert (policy.kdf_memory_mib, policy.min_words, policy.clipboard_s) == (
        *(BUILT_IN.kdf_memory_mib, 5),
        BUILT_IN.clipboard_s,
    )
    assert policy.unanswered == ("kdf.min_memory_mib", "clipboard.clear_s")


def test_every_line_that_is_read_is_kept_or_checked_and_no_other() -> None:
    checked = {line for lines in ANSWERS.values() for line in lines if not line.endswith(".")}
    families = tuple(line for lines in ANSWERS.values() for line in lines if line.endswith("."))
    assert families == (FIELDS, OPENSSL)
    assert checked | KEPT == {line for line in READERS if not line.startswith(families)}
    assert not checked & KEPT


def test_every_line_has_a_sentence() -> None:
    without = MORE.replace("[levels]", "[x]").replace("[backup]", "[y]")
    policy = parse((FULL + without).encode())
    told = {demand.line: demand for demand in demands(policy)}
    assert told["kdf.min_words"].sentence == "A passphrase is at least as hard to guess as 5 words drawn by dice."
    assert told["erase.level_keys"].sentence == "Whole levels may not be erased."
    assert not told["levels.fields.person.employer"].answered
    assert told["levels.fields.person.name"].sentence == "person.name is never less protected than INTERNAL."
    assert told["crypto.min_openssl.3.6"].sentence == "OpenSSL 3.6 is at least version 3.6.3."
    assert all(demand.answered is (demand.line not in policy.unanswered) for demand in told.values())
    sentences = [demand.sentence for demand in told.values()]
    assert len(set(sentences)) == len(sentences)


def test_values_are_shown_short_and_harmless() -> None:
    policy = of(f'[export]\nstanzas = "{"x" * 500}\\u202e"\n')
    ((line, value),) = policy.lines
    assert (line, len(value)) == ("export.stanzas", 60)
