"""`python -m mcdeploy`: the same as the command `mcdeploy`."""

import sys

from mcdeploy.cli import main

sys.exit(main())
