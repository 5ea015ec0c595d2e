"""Fixtures of the vault's tests."""

from __future__ import annotations

from tests.helpers.journeys import full, furnished_master, package_path
from tests.helpers.vaults import master_vault, sealed_vault, vault, vault_path

__all__ = ["full", "furnished_master", "master_vault", "package_path", "sealed_vault", "vault", "vault_path"]
