"""`python -m fieldnotes_ui` opens the window."""

import sys

from fieldnotes_ui.app import main

sys.exit(main())
