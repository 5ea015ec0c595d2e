"""The live values of an open database, for the audit: read from the connection in use, never from settings."""

from __future__ import annotations

from dataclasses import dataclass

from fieldnotes.vault.connection import PAGE_SIZE
from fieldnotes.vault.store import Store


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """What SQLCipher says of itself and what it refused just now. Counts are pages; `synchronous` 3 is EXTRA."""

    cipher_status: str
    cipher_version: str
    provider: str
    provider_version: str
    page_size: int
    hmac: str
    hmac_algorithm: str
    kdf_algorithm: str
    plaintext_header_size: int
    memory_security: str
    temp_store: int
    compiled_temp_store: str
    secure_delete: int
    journal_mode: str
    synchronous: int
    trusted_schema: int
    cell_size_check: int
    foreign_keys: int
    mmap_size: int
    application_id: int
    user_version: int
    page_count: int
    file_pages: int
    load_extension_refused: bool
    attach_refused: bool
    rekey_refused: bool
    profile_refused: bool
    """Whether statements cannot be made to log themselves, values included, to a file."""
    settings_locked: bool
    """Whether changing a pragma was refused."""
    tables: tuple[str, ...]
    search_tables: tuple[str, ...]
    header_generation: int
    database_generation: int


def measure(store: Store, *, header_generation: int) -> DatabaseFacts:
    """Ask the live connection. The probes would do no harm if they were not refused: `rekey` names no key."""
    connection = store.connection

    def text(name: str) -> str:
        value = connection.value(f"PRAGMA {name}")
        return "" if value is None else str(value)

    names = [name for (name,) in connection.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    options = [option for (option,) in connection.rows("PRAGMA compile_options")]
    return DatabaseFacts(
        cipher_status=text("cipher_status"),
        cipher_version=text("cipher_version"),
        provider=text("cipher_provider"),
        provider_version=text("cipher_provider_version"),
        page_size=int(text("cipher_page_size")),
        hmac=text("cipher_use_hmac"),
        hmac_algorithm=text("cipher_hmac_algorithm"),
        kdf_algorithm=text("cipher_kdf_algorithm"),
        plaintext_header_size=int(text("cipher_plaintext_header_size")),
        memory_security=text("cipher_memory_security"),
        temp_store=int(text("temp_store")),
        compiled_temp_store=next((option for option in options if option.startswith("TEMP_STORE")), ""),
        secure_delete=int(text("secure_delete")),
        journal_mode=text("journal_mode"),
        synchronous=int(text("synchronous")),
        trusted_schema=int(text("trusted_schema")),
        cell_size_check=int(text("cell_size_check")),
        foreign_keys=int(text("foreign_keys")),
        mmap_size=int(text("mmap_size") or 0),
        application_id=int(text("application_id")),
        user_version=int(text("user_version")),
        page_count=int(text("page_count")),
        file_pages=connection.path.stat().st_size // PAGE_SIZE,
        load_extension_refused=connection.refuses("SELECT load_extension('fieldnotes-probe')"),
        attach_refused=connection.refuses("ATTACH ':memory:' AS probe"),
        rekey_refused=connection.refuses("PRAGMA rekey"),
        profile_refused=connection.refuses("PRAGMA cipher_profile=off"),
        settings_locked=connection.refuses("PRAGMA temp_store=2"),
        tables=tuple(names),
        search_tables=tuple(name for name in names if name.startswith("fts_")),
        header_generation=header_generation,
        database_generation=int(store.meta("header_generation", "0")),
    )
