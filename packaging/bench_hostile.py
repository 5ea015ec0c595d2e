"""Measures what hostile bundles and reviews cost their reader: time each, memory at most, in a process of its own."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from fieldnotes.bundle import reader, review_file
from fieldnotes.crypto.identity import Identity
from fieldnotes.errors import FieldNotesError

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "vectors" / "hostile"
MOST_SECONDS, MOST_MIB = 1.0, 300
_TODAY = "2026-11-24"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    spent = {path.name: seconds(path) for kind in ("bundles", "reviews") for path in sorted((FOLDER / kind).iterdir())}
    peak = peak_mib()
    slowest = max(spent, key=lambda name: spent[name])
    told = {
        "files": sum(len(list((FOLDER / kind).iterdir())) for kind in ("bundles", "reviews")),
        "slowest": slowest,
        "slowest_ms": round(1000 * spent[slowest], 1),
        "peak_mib": round(peak),
    }
    if options.json:
        print(json.dumps(told))
    else:
        print(f"hostile bundles and reviews: {told['files']} files, the slowest {told['slowest_ms']} ms ({slowest})")
        print(f"memory at most: {told['peak_mib']} MiB")
    return 0 if spent[slowest] < MOST_SECONDS and peak < MOST_MIB else 1


def peak_mib() -> float:
    """The most memory this program had since it was started; `ru_maxrss` would count that of whoever started it."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise OSError("/proc/self/status tells no VmHWM")


def seconds(path: Path) -> float:
    """How long it takes to read or refuse one file."""
    is_review = path.parent.name == "reviews"
    mine = Identity.from_text(
        (FOLDER / ("author" if is_review else "reader")).with_suffix(".identity").read_text("utf-8")
    )
    begun = time.perf_counter()
    try:
        if is_review:
            review_file.open_review(review_file.read_file(path), identities=mine.age_secrets, name=path.name)
        else:
            data = reader.read_file(path)
            reader.open_bundle(data, identities=mine.age_secrets, name=path.name, today=_TODAY)
    except FieldNotesError:
        pass
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
