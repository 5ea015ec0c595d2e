"""The command line, as `fieldnotes-cli` and as `python -m fieldnotes`: first a clean process, then everything else."""

import sys

from fieldnotes import process


def main() -> int:
    """Run one command; returns the exit code."""
    process.restart_clean()
    from fieldnotes.cli.main import main as run  # noqa: PLC0415 - what it loads is loaded once, in the clean process

    return run()


if __name__ == "__main__":
    sys.exit(main())
