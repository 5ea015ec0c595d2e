"""The command line as a function: arguments in, exit code and JSON out, against a real vault with cheap keys."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.cli.main import main
from fieldnotes.services import session as sessions
from tests.helpers.vaults import cheap_kdf

PASSPHRASE = "altı quru söz və bir nar"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one command printed and how it ended."""

    code: int
    data: dict[str, Any]
    out: str
    err: str


class Desk:
    """A researcher at a terminal, with one vault."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.vault = folder / "study.fieldnotes"
        self._capsys = capsys
        self._passphrase = folder / "passphrase"
        self._passphrase.write_text(PASSPHRASE + "\n", encoding="utf-8")

    def run(self, *words: object, opens: bool = True) -> Answer:
        """Run one command with `--json`; `opens` adds the passphrase file."""
        argv = [str(word) for word in words] + ["--json"]
        if opens:
            argv += ["--passphrase-file", str(self._passphrase)]
        self._capsys.readouterr()
        try:
            code = main(argv)
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = self._capsys.readouterr()
        return Answer(code, json.loads(out) if out.strip() else {}, out, err)

    def does(self, *words: object, opens: bool = True) -> dict[str, Any]:
        """Like run, for a command that must succeed."""
        answer = self.run(*words, opens=opens)
        assert answer.code == 0, answer.err
        return answer.data

    # --- sentences that the scenarios share -----------------------------------------------------------------------

    def case(self, title: str = "Iş") -> str:
        return str(self.does("case", "add", self.vault, "--title", title)["code"])

    def person(self, name: str, *more: object) -> str:
        return str(self.does("person", "add", self.vault, "--name", name, *more)["code"])

    def testimony(self, case: str, text: str, *more: object) -> str:
        path = self.folder / f"text{len(list(self.folder.iterdir()))}.txt"
        path.write_text(text, encoding="utf-8")
        found = self.does("import", self.vault, path, "--case", case, *more)
        return str(found["records"][0]["code"])

    def editor(self) -> tuple[Path, Path]:
        """A fresh identity file and its card."""
        identity, card = self.folder / "editor.identity", self.folder / "editor.card"
        if not identity.exists():
            made = self.does("identity", "new", identity, "--name", "Editor", "--classic", opens=False)
            assert made["fingerprint"]
            card.write_text(self.does("identity", "card", identity, opens=False)["card"], encoding="utf-8")
        return identity, card

    def redact_everything(self, case: str, audience: str = "editor") -> None:
        while hits := self.does("review-hits", self.vault, "--case", case, "--audience", audience)["hits"]:
            for hit in hits:
                self.does("decide", self.vault, "--case", case, "--hit", hit["id"], "--as", "redact")

    def export(self, case: str, *more: object, audience: str = "editor", out: str = "out.age") -> Answer:
        _, card = self.editor()
        return self.run(
            "export",
            self.vault,
            "--case",
            case,
            "--audience",
            audience,
            "--to",
            card,
            "--compared",
            "--out",
            self.folder / out,
            *more,
        )

    def approved(self, case: str, audience: str, *more: object) -> str:
        """What would leave, approved by the owner and by a colleague whose card was compared; the proposal's code."""
        code = str(self.does("release", "propose", self.vault, "--case", case, "--audience", audience, *more)["code"])
        identity, card, words = (self.folder / f"colleague.{kind}" for kind in ("identity", "card", "words"))
        if not identity.exists():
            made = self.does("identity", "new", identity, "--name", "Həmkar", opens=False)
            words.write_text(" ".join(made["fingerprint"]), encoding="utf-8")
            self.does("identity", "card", identity, "--out", card, opens=False)
            contact = self.does("contact", "add", self.vault, card)["code"]
            self.does("contact", "verify", self.vault, contact, "--words", words)
        self.does("release", "approve", self.vault, code, "--owner")
        assert self.does("release", "approve", self.vault, code, "--identity", identity)["stage"] == "approved"
        return code

    def read(self, out: str = "out.age") -> dict[str, Any]:
        identity, _ = self.editor()
        return self.does("bundle", "show", self.folder / out, "--identity", identity, opens=False)


@pytest.fixture(scope="session")
def empty_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "study.fieldnotes"
    sessions.create(path, PASSPHRASE, params=cheap_kdf()).lock()
    return path


@pytest.fixture
def desk(empty_vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    shutil.copytree(empty_vault, tmp_path / "study.fieldnotes")
    return Desk(tmp_path, capsys)
