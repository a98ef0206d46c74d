"""What one training step sees, and how it gets to a device."""
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import torch
from torch import Tensor

from pocket.dense import Targets
from pocket.rows import Batch


@dataclass
class Drawn:
    """What one step sees. `dense_rows[i]` is the picture that row i of `truth` is about; `tokens` [n,36,D] stand for the pictures where the eyes are frozen."""

    batch: Batch
    truth: Targets
    dense_rows: Tensor
    questions: int
    tokens: Tensor | None = None


def moved(value: Any, device: torch.device) -> Any:
    """Every tensor in it, in dataclasses too, on the device."""
    if isinstance(value, Tensor):
        return value if value.device == device else value.to(device, non_blocking=True)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: moved(getattr(value, f.name), device) for f in fields(value)})
    return value
