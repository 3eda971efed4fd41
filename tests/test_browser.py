"""graph.html in a real browser without a network."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from kg import ontology
from kg.export import FORMATS
from tests import factories

pytestmark = pytest.mark.browser
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run",
    "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=8000",
)  # fmt: skip


def dom(chromium: str, page: Path, profile: Path) -> str:
    command = [chromium, *FLAGS, f"--user-data-dir={profile}", "--dump-dom", page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def test_page_draws_offline(chromium: str, tmp_path: Path) -> None:
    graph = factories.sample()
    page = tmp_path / "graph.html"
    page.write_text(FORMATS["graph.html"](graph, ontology.load()), encoding="utf-8")
    seen = dom(chromium, page, tmp_path / "profile")
    assert re.search(r"<canvas[^>]*width=\"[1-9]\d+\"", seen), "vis-network drew nothing"
    assert "Budi Santoso" in seen
