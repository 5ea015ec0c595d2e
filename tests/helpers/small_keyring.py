"""A keyring backend of the shape that the keyring package's have, which keeps its entries in memory."""

from __future__ import annotations

from typing import ClassVar

PATH = "tests.helpers.small_keyring.SmallKeyring"
FORGETFUL = "tests.helpers.small_keyring.ForgetfulKeyring"
ABSENT = "tests.helpers.small_keyring.AbsentKeyring"


class SmallKeyring:
    """Works like a desktop's: whoever asks for service and name gets what was put there."""

    viable: ClassVar[bool] = True
    entries: ClassVar[dict[tuple[str, str], str]] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


class ForgetfulKeyring(SmallKeyring):
    """Says that it keeps a key, and does not (seen with full or locked login keyrings)."""

    def set_password(self, service: str, username: str, password: str) -> None:
        return


class AbsentKeyring(SmallKeyring):
    """Is installed, but its service does not run."""

    viable: ClassVar[bool] = False
