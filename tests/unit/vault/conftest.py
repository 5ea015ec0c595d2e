"""Fixtures of the vault's tests."""

from __future__ import annotations

from tests.helpers.vaults import master_vault, sealed_vault, vault, vault_path

__all__ = ["master_vault", "sealed_vault", "vault", "vault_path"]
