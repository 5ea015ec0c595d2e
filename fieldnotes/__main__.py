"""`python -m fieldnotes` is the command line."""

import sys

from fieldnotes.cli.main import main

sys.exit(main())
