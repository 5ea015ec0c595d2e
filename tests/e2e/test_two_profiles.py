"""A researcher and an editor, each at a real window of their own: a bundle goes out, a review comes back, closes the
export and is answered; then consent is withdrawn, and what was sent is named.

Pictures of every step are kept in `test-output/two-profiles`.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from fieldnotes.model.audience import Audience
from fieldnotes.model.contact import Compared
from fieldnotes.services import contacts, people, remarks, sample, share
from fieldnotes.services import keys as key_stores
from fieldnotes.services import session as sessions
from fieldnotes.services.preparing import How
from tests.helpers.person import Person, at_the_window
from tests.helpers.screen import wait_until
from tests.helpers.vaults import ROOT, cheap_kdf

pytestmark = [pytest.mark.real_window, pytest.mark.timeout(280)]

AUTHOR_SECRET = "six grey herons over the salt works"
EDITOR_SECRET = "nine blue kites above the harbour"
PICTURES = ROOT / "test-output" / "two-profiles"
QUESTION, RISK = "Which year was it", "The road tells where she lives"
ANSWER, YEAR = "The road was taken out", "In spring 2019"


@dataclass(frozen=True)
class Sides:
    vault: Path
    keys: Path
    bundle: Path

    @property
    def review(self) -> Path:
        return self.bundle.with_suffix(".fnreview")


@pytest.fixture
def sides(tmp_path: Path) -> Sides:
    """Each has compared the other's words; the sample case has left to the editor."""
    made = Sides(tmp_path / "notes.fieldnotes", tmp_path / "me.fnkeys", tmp_path / "sent" / "FN-TEST00.age")
    made.bundle.parent.mkdir()
    card = tmp_path / "author.card"
    session = sessions.create(made.vault, AUTHOR_SECRET, params=cheap_kdf())
    sample.build(session)
    card.write_text(people.author_card(session).text, encoding="utf-8")
    with key_stores.create(made.keys, EDITOR_SECRET, name="Gunel", params=cheap_kdf()) as keys:
        keys.trust(card)
        editor = keys.card()
    known = contacts.add(session, editor.text)
    contacts.verify(session, known.code, words=" ".join(editor.words), how=Compared.IN_PERSON)
    session.reauthenticate(AUTHOR_SECRET)
    share.export(
        session,
        session.vault.cases()[0].code,
        Audience.EDITOR,
        to=[editor.text],
        out=made.bundle,
        accept_quasi="invented",
        how=How(second="Kamran", accept_suggestions="invented people"),
    )
    session.lock()
    return made


def test_a_bundle_is_reviewed_in_one_window_and_answered_in_another(sides: Sides, tmp_path: Path) -> None:
    shutil.rmtree(PICTURES, ignore_errors=True)
    with at_the_window(tmp_path / "editor", PICTURES / "editor", sides.bundle) as editor:
        reviews(editor, sides)
    with at_the_window(tmp_path / "author", PICTURES / "author", sides.vault) as author:
        takes_in(author, sides)
        finds_the_export_closed(author)
        answers(author)
        finds_it_open(author)
        sees_where_it_went_when_consent_ends(author)

    session = sessions.unlock(sides.vault, AUTHOR_SECRET)
    session.open_sealed(AUTHOR_SECRET)
    told = {one.text: one for one in remarks.all_of(session)}
    session.lock()
    assert set(told) == {QUESTION, RISK}
    assert (told[RISK].answer, told[QUESTION].answer) == (ANSWER, YEAR)
    assert not any(one.blocks or one.is_open for one in told.values())
    assert all(one.quote for one in told.values())


def reviews(editor: Person, sides: Sides) -> None:
    editor.waits_for("Open a bundle")
    editor.fills("Your keys", str(sides.keys))
    editor.fills("Passphrase of the keys", EDITOR_SECRET)
    editor.keeps_a_picture("keys")
    editor.presses("Return")
    editor.waits_for("whose card you compared")
    editor.waits_for("Your review")
    editor.keeps_a_picture("opened")
    for key, words in (("q", QUESTION), ("r", RISK)):
        editor.presses(key)
        editor.waits_for_a_dialog()
        editor.types(words)
        editor.keeps_a_picture("remark")
        editor.presses("ctrl+Return")
        editor.waits_for_no_dialog()
        editor.waits_for(words)
    editor.presses("x")
    editor.waits_for("1 of ")
    editor.presses("n", "a")
    editor.waits_for("2 of ")
    editor.keeps_a_picture("judged")
    editor.presses("ctrl+Return")
    editor.waits_for_a_dialog()
    editor.keeps_a_picture("where-to")
    editor.presses("Return")
    wait_until(sides.review.is_file)
    editor.waits_for("The review was written")
    editor.keeps_a_picture("written")


def takes_in(author: Person, sides: Sides) -> None:
    author.waits_for_title("FieldNotes — locked")
    author.types(AUTHOR_SECRET)
    author.presses("Return")
    author.waits_for("Cases")
    author.presses("ctrl+4")
    author.waits_for("Reviews by editors")
    author.pushes("Take in a review")
    author.waits_for_a_dialog()
    author.types(str(sides.review))
    author.presses("Return")
    author.waits_for("What editors said")
    author.waits_for("2 remarks are not answered yet")
    author.keeps_a_picture("taken-in")


def finds_the_export_closed(author: Person) -> None:
    author.presses("ctrl+3")
    author.waits_for("Open the compartment")
    author.pushes("Open the compartment")
    author.waits_for_a_dialog()
    author.types(AUTHOR_SECRET)
    author.presses("Return")
    author.waits_for_no_dialog()
    author.waits_for("An editor waits for an answer")
    author.keeps_a_picture("closed")


def answers(author: Person) -> None:
    author.presses("ctrl+4")
    author.waits_for("What editors said")
    for words, answer in ((RISK, ANSWER), (QUESTION, YEAR)):
        author.chooses(words, of="Remarks")
        author.keeps_a_picture("remark")
        author.goes_to("Your answer")
        author.types(answer)
        author.pushes("Answer")
        author.keeps_a_picture("answered")
    author.waits_for("Every remark is answered")


def finds_it_open(author: Person) -> None:
    author.presses("ctrl+3")
    author.waits_for("Nothing is left to decide")
    author.keeps_a_picture("open")


def sees_where_it_went_when_consent_ends(author: Person) -> None:
    author.presses("ctrl+2")
    author.goes_to("Code, name or role")
    author.types("S-001")
    author.presses("Down")
    author.waits_for_the_keyboard_at("S-001")
    author.presses("ctrl+shift+w")
    author.waits_for_a_dialog()
    author.keeps_a_picture("withdraws")
    author.types("S-001")
    author.presses("Return")
    author.waits_for("1 bundle that was sent holds records of S-001")
    author.keeps_a_picture("was-sent")
    author.presses("Escape")
    author.waits_for_no_dialog()
    author.waits_for("Consent was withdrawn on")
