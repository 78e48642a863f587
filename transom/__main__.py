"""`python -m transom` is the same as `transom`."""

import sys

from transom.wiring.commands import main

if __name__ == "__main__":
    sys.exit(main())
