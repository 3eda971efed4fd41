"""What the README promises exists, and what exists is in the README."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer

import kg
from kg import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
VERBS = typer.main.get_group(cli.app).commands
SHELL = [line.split("  #")[0].strip() for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines() if line]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_in_the_readme(verb: str) -> None:
    assert f"kg {verb}" in README
    assert VERBS[verb].help


@pytest.mark.parametrize("line", [line for line in SHELL if re.search(r"(^|/)kg ", line)])
def test_commands_parse(line: str) -> None:
    _, verb, *arguments = shlex.split(line)
    VERBS[verb].make_context(verb, arguments)  # raises if an option does not exist


@pytest.mark.parametrize("line", [line for line in SHELL if line.startswith("make ")])
def test_make_targets_exist(line: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{line.split()[1]}:", makefile, re.MULTILINE)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:kg|ontology|seeds)/[\w./-]*)`|-f (\S+)", README))))
def test_paths_exist(path: tuple[str, str]) -> None:
    assert (ROOT / "".join(path)).exists()


def test_outputs_named_are_outputs_written() -> None:
    from kg import export

    table = README.split("## What comes out")[1].split("A *direct triple*")[0]
    assert [name for name in export.FORMATS if f"`{name}`" not in table and f"`{Path(name).suffix}`" not in table] == []


def test_the_python_example_uses_what_there_is() -> None:
    code = "\n".join(re.findall(r"```python\n(.*?)```", README, re.DOTALL))
    compile(code, "README.md", "exec")
    for name in re.findall(r"\bkg\.(\w+)", code):
        assert name in kg.__all__


@pytest.mark.parametrize("name", kg.__all__)
def test_public_names_are_there(name: str) -> None:
    assert getattr(kg, name) is not None


def test_the_version_is_in_the_changelog() -> None:
    assert f"## [{kg.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
