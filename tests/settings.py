"""The settings of the tests: the program's own, on a database and folder of their own.

`MGDCDS_TEST_DATABASE` chooses the database: `sqlite` (in memory, unless told
otherwise) or `postgresql` (see tests/postgresql.py for which server).
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Set here, so that the workers of one run (which are its children) share them.
os.environ.setdefault("MGDCDS_TEST_RUN", str(os.getpid()))
_FOLDER = Path(tempfile.gettempdir()) / f"mgdcds-tests-{os.environ['MGDCDS_TEST_RUN']}"
if os.environ["MGDCDS_TEST_RUN"] == str(os.getpid()):
    atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
os.environ["MGDCDS_DATA_DIR"] = str(_FOLDER)
os.environ["SECRET_KEY"] = "only for tests, " * 4
for _name in ("MGDCDS_PRODUCTION", "MGDCDS_DEBUG"):
    os.environ.pop(_name, None)

from tests import postgresql  # noqa: E402

_URL = (
    postgresql.find_or_start_server()
    if os.environ.get("MGDCDS_TEST_DATABASE", "sqlite") == "postgresql"
    else f"sqlite:///{_FOLDER / 'unused.sqlite3'}"
)
os.environ["DATABASE_URL"] = _URL

from mgdcds.settings import *  # noqa: E402, F403
from mgdcds.settings import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"]["TEST"] = {"NAME": f"test_mgdcds_{os.environ['MGDCDS_TEST_RUN']}"}

# Argon2 is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
