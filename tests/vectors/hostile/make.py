"""Make the hostile vectors without FieldNotes: `python -m tests.vectors.hostile.make`, from the root.

Files and `expected.json` are written beside this one.

`expected.json` names for every file the error it must be refused with, or an empty text where it must be read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.vectors.hostile import bundles, reviews
from tests.vectors.hostile.container import Person

HERE = Path(__file__).parent


def write(
    folder: str,
    suffix: str,
    refused: Mapping[str, tuple[str, Callable[[], bytes]]],
    harmless: Mapping[str, Callable[[], bytes]],
) -> dict[str, str]:
    (HERE / folder).mkdir(exist_ok=True)
    expected: dict[str, str] = {}
    for name, (code, made) in refused.items():
        (HERE / folder / (name + suffix)).write_bytes(made())
        expected[name + suffix] = code
    for name, made in harmless.items():
        (HERE / folder / (name + suffix)).write_bytes(made())
        expected[name + suffix] = ""
    return expected


def main() -> None:
    people: tuple[Person, ...] = (bundles.AUTHOR, bundles.READER)
    for person, name in zip(people, ("author", "reader"), strict=True):
        (HERE / f"{name}.identity").write_text(person.identity(), encoding="utf-8")
    expected = {
        "bundles": write("bundles", ".age", bundles.BUNDLES, bundles.HARMLESS),
        "reviews": write("reviews", ".fnreview", reviews.REVIEWS, reviews.HARMLESS),
    }
    text = json.dumps(expected, indent=1, sort_keys=True)
    (HERE / "expected.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
