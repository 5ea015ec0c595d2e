"""Contrast, colour-blind sight and colour distance, from their published formulas, for the tests of the theme."""

from __future__ import annotations

import colorsys
import itertools
import math
import random
from collections.abc import Sequence

Vector = tuple[float, float, float]

# Machado, Oliveira and Fernandes 2009, severity 1.0.
SIGHTS: dict[str, tuple[Vector, Vector, Vector]] = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour: str) -> Vector:
    """`#RRGGBB` as linear light (IEC 61966-2-1)."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, 1 to 21."""
    darker, lighter = sorted(_luminance(linear(colour)) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def seen(colour: str) -> tuple[Vector, ...]:
    """CIE L*a*b* (D65) of a colour for each kind of sight."""
    light = linear(colour)
    return tuple(
        _lab((_clipped(_dot(rows[0], light)), _clipped(_dot(rows[1], light)), _clipped(_dot(rows[2], light))))
        for rows in SIGHTS.values()
    )


def distance(one: Sequence[Vector], other: Sequence[Vector]) -> float:
    """CIE76 distance under the sight that tells the two apart worst."""
    return min(math.dist(a, b) for a, b in zip(one, other, strict=True))


def closest(colours: Sequence[str]) -> float:
    """The smallest distance between any two of them."""
    return min(distance(seen(a), seen(b)) for a, b in itertools.combinations(colours, 2))


def search(surface: str, letter: str, *, count: int, least: float, seed: int, tries: int) -> tuple[float, list[str]]:
    """The farthest-apart colours that a seeded search finds among those readable on both sides.

    Candidates have at least `least` contrast with the surface and with the letter drawn on them. Each try starts from
    one of them and adds the farthest next until there are `count`.
    """
    source = random.Random(seed)
    pool: list[tuple[str, tuple[Vector, ...]]] = []
    while len(pool) < 700:
        hue = (source.random(), source.uniform(0.3, 1), source.uniform(0.15, 1))
        colour = "#" + "".join(f"{round(part * 255):02X}" for part in colorsys.hsv_to_rgb(*hue))
        if contrast(colour, surface) >= least and contrast(letter, colour) >= least:
            pool.append((colour, seen(colour)))
    found: tuple[float, list[str]] = (0.0, [])
    for _ in range(tries):
        chosen = [source.choice(pool)]
        while len(chosen) < count:
            chosen.append(max(pool, key=lambda one: min(distance(one[1], kept[1]) for kept in chosen)))
        apart = min(distance(a[1], b[1]) for a, b in itertools.combinations(chosen, 2))
        found = max(found, (apart, [colour for colour, _ in chosen]))
    return found


def _decoded(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _luminance(light: Vector) -> float:
    return _dot((0.2126, 0.7152, 0.0722), light)


def _lab(light: Vector) -> Vector:
    x = _root(_dot((0.4124, 0.3576, 0.1805), light) / 0.95047)
    y = _root(_dot((0.2126, 0.7152, 0.0722), light))
    z = _root(_dot((0.0193, 0.1192, 0.9505), light) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(value: float) -> float:
    return math.cbrt(value) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


def _dot(one: Vector, other: Vector) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _clipped(value: float) -> float:
    return min(1.0, max(0.0, value))
