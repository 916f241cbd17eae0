"""`python -m agentreg_cli`: the same as the `agentreg` script."""

import sys

from agentreg_cli.main import script

sys.exit(script())
