"""Palette, style sheet, fonts and icons: light, dark, and high in contrast."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from string import Template

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QImage, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from fieldnotes import resources
from fieldnotes.errors import ResourceMissing
from fieldnotes_ui import tokens

FONTS = (
    "NotoSans-Regular", "NotoSans-Bold", "NotoSans-Italic",
    "NotoSansArabic-Regular", "NotoSansArabic-Bold", "NotoSansGeorgian-Regular", "NotoSansGeorgian-Bold",
)  # fmt: skip
FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Georgian")
UI_POINTS = 10
READING_POINTS = 12

_current: dict[str, str] = dict(tokens.LIGHT)
_text_percent = {"ui": 100}
_TEXT_SIZES = re.compile(r"\b(font-size|min-height): ([0-9.]+)(pt|px)")
"""What a style sheet says of text, and of the least height of something that holds text."""

_ROLES = (
    (QPalette.ColorRole.Window, "bg"), (QPalette.ColorRole.WindowText, "text"), (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "surface2"), (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.Button, "surface2"), (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.BrightText, "danger"), (QPalette.ColorRole.Highlight, "sel"),
    (QPalette.ColorRole.HighlightedText, "sel_text"), (QPalette.ColorRole.ToolTipBase, "surface2"),
    (QPalette.ColorRole.ToolTipText, "text"), (QPalette.ColorRole.PlaceholderText, "text3"),
    (QPalette.ColorRole.Link, "link"), (QPalette.ColorRole.LinkVisited, "link"), (QPalette.ColorRole.Light, "surface"),
    (QPalette.ColorRole.Midlight, "surface2"), (QPalette.ColorRole.Mid, "border"),
    (QPalette.ColorRole.Dark, "border_strong"), (QPalette.ColorRole.Shadow, "sunken"),
    (QPalette.ColorRole.Accent, "accent"),
)  # fmt: skip


def colour(name: str) -> QColor:
    """A token of the theme in force."""
    return QColor(_current[name])


def is_dark() -> bool:
    return _current["bg"] != tokens.LIGHT["bg"]


def apply(app: QApplication, *, dark: bool, contrast: bool = False, text_percent: int = 100) -> None:
    """Dress the whole application. May be called again at any time; `contrast` is dark whatever `dark` says."""
    dark = dark or contrast
    _current.clear()
    _current.update(tokens.CONTRAST if contrast else tokens.DARK if dark else tokens.LIGHT)
    app.setStyle("Fusion")
    app.styleHints().setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
    _text_percent["ui"] = text_percent
    app.setFont(font(UI_POINTS))
    palette = QPalette()
    for role, name in _ROLES:
        palette.setColor(role, colour(name))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour("disabled"))
    app.setPalette(palette)
    mode = "dark" if dark else "light"
    pictures = {name: resources.path(f"themes/{name}-{mode}.svg").as_posix() for name in ("check", "chevron")}
    sheet = _TEXT_SIZES.sub(_scaled_size, resources.text("themes/main.qss"))
    app.setStyleSheet(Template(sheet).substitute(_current, **pictures))


def _scaled_size(found: re.Match[str]) -> str:
    name, size, unit = found.groups()
    return f"{name}: {float(size) * _text_percent['ui'] / 100:g}{unit}"


@cache
def load_fonts() -> bool:
    """Make the shipped fonts known; False where one could not be loaded (the system's are used then)."""
    try:
        return all(QFontDatabase.addApplicationFont(str(resources.path(f"fonts/{name}.ttf"))) >= 0 for name in FONTS)
    except ResourceMissing:
        return False


def scaled(pixels: int) -> int:
    """A height that fits text of the usual size, for the size that was chosen."""
    return round(pixels * _text_percent["ui"] / 100)


def font(points: float, *, bold: bool = False) -> QFont:
    """`points` are those of the usual text size."""
    made = QFont(list(FAMILIES))
    made.setPointSizeF(points * _text_percent["ui"] / 100)
    made.setBold(bold)
    return made


def icon(name: str, tone: str = "text2") -> QIcon:
    """A shipped icon in a colour of the theme; it follows a change of theme and stays sharp at any scale."""
    return QIcon(_SvgEngine(name, tone))


class _SvgEngine(QIconEngine):
    """Draws a stroke SVG in a theme colour. A paint that raised would end the process, so a missing file is a box."""

    def __init__(self, name: str, tone: str) -> None:
        super().__init__()
        self._name = name
        self._tone = tone

    def clone(self) -> QIconEngine:
        return _SvgEngine(self._name, self._tone)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del state
        name = "disabled" if mode is QIcon.Mode.Disabled else self._tone
        svg = _svg(self._name)
        if not svg:
            painter.setPen(colour(name))
            painter.drawRect(rect.adjusted(2, 2, -3, -3))
            return
        data = svg.replace("currentColor", _current[name]).replace('stroke-width="2"', 'stroke-width="1.75"')
        scale = painter.device().devicePixelRatioF()
        painter.drawImage(QRectF(rect), _drawn(data, round(rect.width() * scale), round(rect.height() * scale)))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        drawn = QPixmap(size * scale)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, drawn.rect(), mode, state)
        painter.end()
        drawn.setDevicePixelRatio(scale)
        return drawn


@lru_cache(maxsize=512)
def _drawn(data: str, width: int, height: int) -> QImage:
    """An icon of so many pixels of the screen: a list draws the same few in each of its rows."""
    made = QImage(max(1, width), max(1, height), QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(data.encode())).render(painter)
    painter.end()
    return made


@cache
def _svg(name: str) -> str:
    try:
        return resources.text(f"icons/{name}.svg")
    except ResourceMissing:
        return ""
