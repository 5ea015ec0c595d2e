"""Colours, sizes and level marks: the one place for how anything looks. Values only, no Qt.

Every text pair here keeps a contrast of at least 4.5:1 and the level colours stay apart under normal, protan, deutan
and tritan sight; `tests/ui/test_tokens.py` measures both.
"""

from __future__ import annotations

from fieldnotes.model.level import Level

LIGHT: dict[str, str] = {
    "bg": "#F4F5F2", "surface": "#FFFFFF", "surface2": "#ECEEEA", "sunken": "#E4E7E2",
    "border": "#C9CEC8", "border_strong": "#7C8782",
    "text": "#1B2422", "text2": "#4A5652", "text3": "#5F6B66", "disabled": "#9AA39F",
    "accent": "#0F5C6E", "accent_hover": "#0B4B5A", "accent_soft": "#D8EAEE", "on_accent": "#FFFFFF",
    "focus": "#1273C4", "link": "#0B5C9E",
    "danger": "#A8201A", "danger_soft": "#FBE4E1", "warn": "#7A4A00", "warn_soft": "#FCEFD2",
    "ok": "#1E6B3A", "ok_soft": "#DDF1E2", "info": "#14508C", "info_soft": "#DDEBF8",
    "sel": "#CFE4EA", "sel_text": "#10201F", "hl": "#FFE58A", "redact": "#111111", "redact_text": "#FFFFFF",
    "on_level": "#FFFFFF",
    "level0": "#01818A", "level1": "#0F0250", "level2": "#AF1EEB", "level3": "#C25304", "level4": "#410005",
}  # fmt: skip

DARK: dict[str, str] = {
    "bg": "#16191A", "surface": "#1E2224", "surface2": "#262B2D", "sunken": "#121516",
    "border": "#3A4144", "border_strong": "#7F8A8D",
    "text": "#E8ECEA", "text2": "#B7C0BD", "text3": "#98A3A0", "disabled": "#6A7471",
    "accent": "#63C3D6", "accent_hover": "#86D3E2", "accent_soft": "#17363D", "on_accent": "#06262D",
    "focus": "#7DB8F5", "link": "#8CC4FF",
    "danger": "#FF9A8F", "danger_soft": "#40201D", "warn": "#F0B95A", "warn_soft": "#3A2C10",
    "ok": "#7FD69A", "ok_soft": "#16341F", "info": "#8CC4FF", "info_soft": "#172C42",
    "sel": "#234851", "sel_text": "#F2F7F6", "hl": "#6B5600", "redact": "#000000", "redact_text": "#E8ECEA",
    "on_level": "#101415",
    "level0": "#20F3FE", "level1": "#599A06", "level2": "#D549F5", "level3": "#F5FD2C", "level4": "#FB3B88",
}  # fmt: skip

CONTRAST: dict[str, str] = {
    "bg": "#000000", "surface": "#000000", "surface2": "#101010", "sunken": "#000000",
    "border": "#8A8A8A", "border_strong": "#FFFFFF",
    "text": "#FFFFFF", "text2": "#FFFFFF", "text3": "#E4E4E4", "disabled": "#A6A6A6",
    "accent": "#6FE3FF", "accent_hover": "#B4F1FF", "accent_soft": "#00313C", "on_accent": "#000000",
    "focus": "#FFE100", "link": "#9CCBFF",
    "danger": "#FFA79E", "danger_soft": "#3A0500", "warn": "#FFD166", "warn_soft": "#2E2000",
    "ok": "#8DFFB0", "ok_soft": "#00290F", "info": "#9CCBFF", "info_soft": "#001F3D",
    "sel": "#005A70", "sel_text": "#FFFFFF", "hl": "#6B5600", "redact": "#FFFFFF", "redact_text": "#000000",
    "on_level": "#000000",
    "level0": "#20F3FE", "level1": "#599A06", "level2": "#D549F5", "level3": "#F5FD2C", "level4": "#FB3B88",
}  # fmt: skip
"""For eyes that need more: white on black, every outline drawn."""

SHAPES = {
    Level.PUBLIC: "circle",
    Level.ROLE: "triangle",
    Level.ANONYMOUS: "square",
    Level.INTERNAL: "diamond",
    Level.SEALED: "octagon",
}

TEXT_PAIRS = (
    ("text", "bg"), ("text", "surface"), ("text", "surface2"), ("text", "sunken"), ("text2", "bg"),
    ("text2", "surface"), ("text2", "surface2"), ("text3", "bg"), ("text3", "surface"), ("text3", "surface2"),
    ("accent", "surface"), ("accent", "bg"), ("on_accent", "accent"), ("on_accent", "accent_hover"),
    ("accent", "accent_soft"), ("link", "surface"), ("danger", "surface"), ("danger", "danger_soft"),
    ("warn", "surface"), ("warn", "warn_soft"), ("ok", "surface"), ("ok", "ok_soft"), ("info", "surface"),
    ("info", "info_soft"), ("sel_text", "sel"), ("text2", "sel"), ("text", "hl"), ("redact_text", "redact"),
    ("text", "danger_soft"), ("text", "warn_soft"), ("text", "ok_soft"), ("text", "info_soft"),
    *(("on_level", f"level{number}") for number in range(5)),
    *((f"level{number}", "surface") for number in range(5)),
)  # fmt: skip
"""(foreground, background) of everything that is read."""

LINE_PAIRS = (("border_strong", "surface"), ("border_strong", "bg"), ("focus", "surface"), ("focus", "bg"))
"""Outlines that carry meaning: at least 3:1."""
