"""Runs in Presidio's own environment: rows of names and texts in, spans of its deny-list recogniser out, as JSON."""

from __future__ import annotations

import json
import sys

from presidio_analyzer import PatternRecognizer


def main() -> None:
    found = []
    for row in json.load(sys.stdin):
        recogniser = PatternRecognizer(supported_entity="NAME", deny_list=row["names"], supported_language="en")
        found.append([[hit.start, hit.end] for hit in recogniser.analyze(row["text"], ["NAME"])])
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
