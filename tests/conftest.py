from __future__ import annotations

import os
import shutil

import pytest


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a browser; without one the test is skipped, save where all tests must run (CI=true)."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None and os.environ.get("CI"):
        pytest.fail("there is no chromium, and on CI no test may be skipped for want of it")
    if path is None:
        pytest.skip("there is no chromium: install Debian's package of that name to run this test")
    return path
