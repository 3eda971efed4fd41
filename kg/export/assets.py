"""The data files beside the exporters: wording, colours, and the parts of the page."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any


@cache
def text(name: str) -> str:
    """A file beside this module, with newlines as a browser counts them."""
    return files("kg.export").joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def data(name: str) -> Any:
    """A YAML file beside this module."""
    import yaml

    return yaml.safe_load(text(name))
