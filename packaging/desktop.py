"""Make the program known to this user's desktop: entry, file types, icons. `--remove` takes all of it away again.

The desktop then opens bundles and reviews with it. `--name` puts another name into the menu, for whoever would rather
not have this one read over a shoulder; files keep their icons. Nothing outside the data folder is touched.

Specifications: Desktop Entry 1.0, Shared MIME-info 0.21, Icon Theme 0.13, AppStream 0.16, XDG Base Directory 0.8.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "resources" / "desktop"
ID = "org.fieldnotes.FieldNotes"
SIZES = (16, 24, 32, 48, 64, 128, 256)
_TYPES = (("bundle", "mimetypes"), ("review", "mimetypes"), ("", "apps"))
_TELLING = ("GenericName", "Comment")


def data_folder() -> Path:
    """This user's data (XDG_DATA_HOME)."""
    given = os.environ.get("XDG_DATA_HOME")
    return Path(given) if given else Path.home() / ".local" / "share"


def entry(program: Path, name: str = "") -> str:
    """The desktop entry with the program's place in it and, if wished, another name.

    Raises:
        ValueError: a name or a place that such a file cannot hold.
    """
    if re.search(r"[\x00-\x1f]", f"{name}{program}"):
        raise ValueError("a name and a path of one line each are needed")
    lines = []
    for line in (SOURCE / f"{ID}.desktop").read_text(encoding="utf-8").splitlines():
        key, equals, value = line.partition("=")
        if key == "Exec":
            value = f"{_quoted(str(program))} %f"
        elif key == "Name" and name:
            value = name.replace("\\", "\\\\")
        elif name and key.partition("[")[0] in _TELLING:
            continue
        lines.append(f"{key}{equals}{value}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """As an argument of `Exec`: quoted, with the characters escaped that the specification names, twice over."""
    escaped = re.sub(r'(["`$\\])', r"\\\1", text).replace("%", "%%")
    return f'"{escaped}"'.replace("\\", "\\\\")


def files(data: Path) -> Iterator[tuple[Path, bytes | None]]:
    """Everything that is put into the data folder; without content where that depends on the program's place."""
    yield data / "applications" / f"{ID}.desktop", None
    yield data / "metainfo" / f"{ID}.metainfo.xml", (SOURCE / f"{ID}.metainfo.xml").read_bytes()
    yield data / "mime" / "packages" / f"{ID}.xml", (SOURCE / f"{ID}.xml").read_bytes()
    for kind, folder in _TYPES:
        name = f"{ID}.{kind}".removesuffix(".")
        drawing = (SOURCE / f"{name}.svg").read_bytes()
        icons = data / "icons" / "hicolor"
        yield icons / "scalable" / folder / f"{name}.svg", drawing
        for size in SIZES:
            yield icons / f"{size}x{size}" / folder / f"{name}.png", picture(drawing, size)


def picture(drawing: bytes, size: int) -> bytes:
    """A drawing as a PNG of `size` by `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing)).render(painter)
    painter.end()
    made = QByteArray()
    buffer = QBuffer(made)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(made.data())


def install(data: Path, program: Path, name: str = "") -> None:
    for path, content in files(data):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(entry(program, name).encode() if content is None else content)
    refresh(data)


def remove(data: Path) -> None:
    """Only what `install` put there."""
    for path, _ in files(data):
        path.unlink(missing_ok=True)
    refresh(data)


def refresh(data: Path) -> None:
    """Have the desktop read its lists anew, as far as its tools are there."""
    for tool, folder in (("update-mime-database", data / "mime"), ("update-desktop-database", data / "applications")):
        found = shutil.which(tool)
        if found and folder.is_dir():
            subprocess.run([found, str(folder)], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="desktop.py", description=__doc__.partition("\n")[0])
    parser.add_argument("--remove", action="store_true", help="take everything away again")
    parser.add_argument("--name", default="", help="the name in the menu, if not FieldNotes")
    parser.add_argument("--program", type=Path, default=Path(sys.executable).parent / "fieldnotes", metavar="FILE")
    options = parser.parse_args(argv)
    data = data_folder()
    if options.remove:
        remove(data)
        print("removed from this user's desktop")
    else:
        install(data, options.program.absolute(), options.name)
        print("installed for this user; `make uninstall-desktop` takes it away")
    return 0


if __name__ == "__main__":
    sys.exit(main())
