"""Surroundings of every test: no display, one language, settings and data in a temporary folder.

The environment is set while this module is imported, before anything imports Qt.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from core.spared import allow_numpy

_HOME = tempfile.mkdtemp(prefix="gouji-tests-")
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)

os.environ.update(
    {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": "1",
        "GOUJI_LANG": "zh",
        "LC_ALL": "C.UTF-8",
        "XDG_CONFIG_HOME": f"{_HOME}/config",
        "XDG_DATA_HOME": f"{_HOME}/data",
        "XDG_CACHE_HOME": f"{_HOME}/cache",
        "XDG_STATE_HOME": f"{_HOME}/state",
    }
)

# Two cores and a database make times vary: no deadline, and the same examples in every run.
settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci")

# hypothesis asks sys.modules for numpy and takes what it finds there for the module.
allow_numpy()

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def real_samples() -> Path:
    """The folder of real reports with hand-made readings, which lies beside the checkout."""
    folder = ROOT.parent / "shared" / "samples"
    if folder.is_dir():
        return folder
    reason = "the real reports (../shared/samples) are not beside this checkout"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason)
    pytest.skip(reason)
