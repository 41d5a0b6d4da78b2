"""`python -m mcdeploy.cli`: the program where no script is installed."""

import sys

from mcdeploy.cli import main

sys.exit(main())
