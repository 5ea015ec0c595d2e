"""The window, as `fieldnotes` and as `python -m fieldnotes_ui`: first a clean process, then everything else."""

import sys

from fieldnotes import process


def main() -> int:
    """Open the window; returns the exit code."""
    process.restart_clean()
    from fieldnotes_ui.app import main as run  # noqa: PLC0415 - what it loads is loaded once, in the clean process

    return run()


if __name__ == "__main__":
    sys.exit(main())
