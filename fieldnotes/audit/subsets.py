"""Which checks matter before a moment at which nothing can be put right any more."""

from __future__ import annotations

BORDER = frozenset(
    {
        *("H02", "H03", "H05", "H07", "H09", "K01", "K02", "K03", "B01", "B04", "B05", "F02", "F03", "F04"),
        *("P01", "P02", "P03", "P04", "P05", "P07", "A01", "A02", "T01", "T02", "T03", "E03", "V13"),
    }
)
"""Before the computer may be taken and searched."""

RELEASE = frozenset(
    {
        *("V09", "V10", "V11", "V14", "L01", "L02", "L04", "E01", "E02", "E03", "C01", "H05", "H08"),
        *("A05", "A06", "A07", "D01", "N01", "P06", "P08", "P09", "T01"),
    }
)
"""Before something leaves for others."""
