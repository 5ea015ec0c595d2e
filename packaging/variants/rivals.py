"""What other tools find on the same rows: a plain search, and Presidio's deny list."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from variants.people import Row

Spans = list[tuple[int, int]]
Rival = Callable[[Sequence[Row]], list[Spans]]
_ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = _ROOT / "build" / "presidio-names"


def names_of(row: Row) -> list[str]:
    """The registered name and its aliases."""
    return [row.registered, *filter(None, (alias.strip() for alias in row.aliases.split(";")))]


def with_words(names: Iterable[str]) -> list[str]:
    """The names and each of their words: nobody is looked for by the full name only."""
    return sorted({word for name in names for word in (name, *name.split()) if len(word) > 2}, key=len, reverse=True)


def plain_search(rows: Sequence[Row]) -> list[Spans]:
    """What search and replace does: the names and their words, whole, in any case."""
    found = []
    for row in rows:
        pattern = "|".join(map(re.escape, with_words(names_of(row))))
        hits = re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", row.sentence, re.IGNORECASE) if pattern else ()
        found.append([hit.span() for hit in hits])
    return found


def presidio(rows: Sequence[Row]) -> list[Spans]:
    """Presidio's deny-list recogniser with the names and their words; it needs no model."""
    asked = [{"names": with_words(names_of(row)) or [row.registered], "text": row.sentence} for row in rows]
    answer = subprocess.run(
        [ENVIRONMENT / "bin" / "python", Path(__file__).with_name("presidio_rows.py")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return [[(start, end) for start, end in spans] for spans in json.loads(answer.stdout)]


def presidio_ready() -> bool:
    """Whether Presidio is there; installed into an environment of its own when it is not."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "presidio-analyzer"], check=False)
    return subprocess.run([python, "-c", "import presidio_analyzer"], check=False, capture_output=True).returncode == 0
