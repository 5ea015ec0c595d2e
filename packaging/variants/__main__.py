"""Write the table: python -m variants [seen|held] FILE, in the folder packaging."""

from __future__ import annotations

import sys
from pathlib import Path

from variants.table import rows, written


def main(part: str, path: str) -> None:
    """Write one part of the table into a file of the scorer's format."""
    table = list(rows(part))
    Path(path).write_text(written(table), encoding="utf-8")
    print(f"{len(table)} rows, {sum(not row.surface for row in table)} of them negative")


if __name__ == "__main__":
    main(*sys.argv[1:3])
