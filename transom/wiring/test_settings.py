"""Settings of the tests: a PostgreSQL of their own in a folder of this run, started by conftest.py."""

import os
import tempfile
from pathlib import Path

os.environ["TRANSOM_MODE"] = "test"
# Workers of one run inherit the first process's folder; two runs never share one.
os.environ.setdefault(
    "TRANSOM_TEST_HOME", str(Path(tempfile.gettempdir()) / f"transom-test-{os.getuid()}-{os.getpid()}")
)
os.environ["TRANSOM_HOME"] = os.environ["TRANSOM_TEST_HOME"]

from transom.wiring.settings import *  # noqa: F403
from transom.wiring.settings import DATABASES

# Empty unless several workers share a run: then it was migrated once, and theirs are copies of it.
DATABASES["default"]["TEST"] = {"TEMPLATE": "transom"}
