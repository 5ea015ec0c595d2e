"""A checker of redacted PDFs: words that a page holds and does not show, as under a black box or in its colour.

That is the usual failure of published "redactions" (Bland, Iyer, Levchenko, "Story Beyond the Eye: Glyph Positions
Break PDF Text Redaction", PoPETs 2023). Every glyph of the text layer is looked for in the picture of its page. Those
beyond its edge are passed over: Qt writes a line that ends a page within a paragraph once more, above the next page.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import pypdfium2

_SCALE = 3
"""Pixels for a point: the strokes of 8-point letters are then more than one pixel wide."""
_LEAST_CONTRAST = 24
"""Of 255. A letter that differs less from what lies round it is not there for the eye."""


@dataclass(frozen=True, slots=True)
class _Picture:
    """A page in shades of grey, one byte a pixel, rows from the top."""

    pixels: bytes
    stride: int
    width: int
    height: int

    def shows(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether anything stands out in this box (points, from the lower left corner), or it is beyond the page."""
        columns = slice(max(0, int(left * _SCALE)), min(self.width, int(right * _SCALE) + 1))
        rows = range(
            max(0, self.height - int(top * _SCALE) - 1), min(self.height, self.height - int(bottom * _SCALE) + 1)
        )
        lines = [self.pixels[row * self.stride : (row + 1) * self.stride][columns] for row in rows]
        shades = [shade for line in lines for shade in line]
        return not shades or max(shades) - min(shades) >= _LEAST_CONTRAST


def unseen(data: bytes) -> list[str]:
    """Runs of letters in the text layer of a PDF of which nothing can be seen on the page, without blanks."""
    found: list[str] = []
    for page in pypdfium2.PdfDocument(data):
        drawn, words = page.render(scale=_SCALE, grayscale=True), page.get_textpage()
        picture = _Picture(bytes(drawn.buffer), drawn.stride, drawn.width, drawn.height)
        letters = [(words.get_text_range(number, 1), number) for number in range(words.count_chars())]
        seen = [(one, picture.shows(*words.get_charbox(number))) for one, number in letters if one.strip()]
        found += [
            "".join(one for one, _ in run) for is_seen, run in groupby(seen, key=lambda one: one[1]) if not is_seen
        ]
    return found
