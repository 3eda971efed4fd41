"""Trained models into the package: half the bytes, and a checksum for each."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

SUMS = "SHA256SUMS"


def ship(source: Path, target: Path, *, halve: bool = True) -> None:
    """Copy a model, its weights as 16-bit floats if `halve`: half the size, and the same output, since loading makes them 32-bit again.

    Of the files that it was made from only the names are kept, not where they lay.
    """
    import torch

    state = torch.load(source, map_location="cpu", weights_only=True)
    if isinstance(state, dict) and isinstance(state.get("config"), dict):
        state["config"] = {name: _placeless(value) for name, value in state["config"].items()}
    target.parent.mkdir(parents=True, exist_ok=True)
    torch.save(_halved(state) if halve else state, target)


def _placeless(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return ";".join(Path(part).name if Path(part).is_absolute() else part for part in value.split(";"))


def _halved(value: Any) -> Any:
    import torch

    if isinstance(value, torch.Tensor):
        return value.half() if value.dtype == torch.float32 else value
    if isinstance(value, dict):
        return type(value)((k, _halved(v)) for k, v in value.items() if k != "optimizer_state_dict")
    return value


def checksums(folder: Path) -> None:
    """Write `SHA256SUMS` over every model below a folder, in the format of sha256sum."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}" for path in sorted(folder.glob("*/*.pt"))
    ]
    (folder / SUMS).write_text("\n".join(lines) + "\n", encoding="utf-8")
