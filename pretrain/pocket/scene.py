"""What is true about a composed picture; the pixels travel beside it. Boxes are fractions of the side, x0 y0 x1 y1, of the visible part."""
from dataclasses import dataclass

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Thing:
    noun: str
    category: str
    colour: str | None
    """One of the 11 basic colours, or None where no colour covers more than 55 %."""
    box: Box
    style: str
    depth: int
    """0 = farthest back; a higher one may cover a lower one."""
    hidden: float
    """Share of the thing that others cover."""


@dataclass(frozen=True)
class Scene:
    things: tuple[Thing, ...]
    background: str | None = None
    degradation: tuple[str, int] | None = None
    """Kind (blur, noise, jpeg, dark) and level 1 (mild) to 5 (severe)."""
    photo: bool = False
    """Its background is a photograph."""


@dataclass(frozen=True)
class Change:
    """What differs in the second picture: `thing` is it as it was (for "added": as it is now)."""

    thing: Thing
    attribute: str
    """colour, noun, added, removed, moved or size"""
    value: str
    """The new colour or noun; left, right, up, down; bigger, smaller; for added and removed the noun."""


@dataclass(frozen=True)
class Pair:
    """Two pictures of one prompt: either one thing changed, or one is the better picture."""

    first: Scene
    second: Scene
    change: Change | None = None
    better: int | None = None
    """0 or 1"""
