"""What one question looks like: its words, what shall be said, and what is true.

Boxes and points of the truth are fractions of the side, x0 y0 x1 y1 and x y. A completion is a row of parts: text, coordinates (a distribution
rather than a number, see sequences.py), observations (a crop that comes back after `</zoom>`) and words copied from the question.
"""
from dataclasses import dataclass, field

from pocket.scene import Box

LAST = 99


@dataclass(frozen=True)
class Coordinate:
    mean: float
    """In hundredths of the side, 0..99."""
    side: float
    """Of the box along this axis, in hundredths."""
    low: int | None = None
    """Index, among the coordinates of this completion, of the one that this must exceed."""
    spaced: bool = True
    """A space comes before the number."""
    look: Box | None = None
    """The thing that begins with this number: looked at when the number is said, and a token earlier, when it is decided whether one more thing is named."""


@dataclass(frozen=True)
class Observation:
    box: Box
    first: int = 0
    """Index, among the coordinates of this completion, of the x0 that asked for this crop."""


@dataclass(frozen=True)
class Copied:
    """Words of the question, said again piece by piece: in the tokens that they have in the question, and not in those that they would have where they stand (sequences.py)."""

    text: str
    spaced: bool
    """A space comes before it."""


Part = str | Coordinate | Observation | Copied


@dataclass(frozen=True)
class Truth:
    answer: str | None = None
    boxes: tuple[Box, ...] = ()
    facts: tuple[str, ...] = ()
    points: tuple[tuple[float, float], ...] = ()
    order: tuple[int, ...] = ()
    expert_text: str | None = None


@dataclass(frozen=True)
class Example:
    skill: str
    grammar: str
    """Spans in order, joined by _: `think_box_answer` is the default."""
    pictures: int
    question: str
    completion: tuple[Part, ...]
    truth: Truth = field(default_factory=Truth)
    scored: str = "answer"
    """What decides whether it passes: answer, boxes (IoU >= 0.5 each), point, facts (all stand in the text)."""
    loose: bool = False
    """Its coordinates are guesses (guess.py)."""
    looks: tuple[Box, ...] = ()
    """What the policy shall look at while it thinks (looking.py); empty where that is a matter of opinion."""


class Writer:
    """Builds a completion part by part; neighbouring texts are joined."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.count = 0

    def text(self, text: str) -> "Writer":
        if self.parts and isinstance(self.parts[-1], str):
            self.parts[-1] += text
        else:
            self.parts.append(text)
        return self

    def span(self, tag: str, text: str, copied: str | None = None) -> "Writer":
        """`copied` is found where the text first holds it, and is written in the question's tokens."""
        if copied is None:
            return self.text(f"<{tag}>{text}</{tag}>")
        before, after = text.split(copied, 1)
        self.text(f"<{tag}>{before.removesuffix(' ')}")
        self.parts.append(Copied(copied, before.endswith(" ")))
        return self.text(f"{after}</{tag}>")

    def number(self, mean: float, side: float, low: int | None = None, spaced: bool = True, look: Box | None = None) -> "Writer":
        self.parts.append(Coordinate(min(LAST, max(0.0, 100 * mean)), 100 * side, low, spaced, look))
        self.count += 1
        return self

    def corners(self, box: Box, leading: bool = False, look: Box | None = None) -> "Writer":
        first, (x0, y0, x1, y1) = self.count, box
        self.number(x0, x1 - x0, spaced=not leading, look=look).number(y0, y1 - y0)
        return self.number(x1, x1 - x0, first).number(y1, y1 - y0, first + 1)

    def box(self, box: Box, tag: str = "box", look: Box | None = None) -> "Writer":
        return self.text(f"<{tag}>").corners(box, leading=True, look=look).text(f"</{tag}>")

    def places(self, boxes: tuple[Box, ...]) -> "Writer":
        """The centres, one by one: `at 20 40, 70 30`."""
        for k, box in enumerate(boxes):
            self.text("," if k else "at").number((box[0] + box[2]) / 2, box[2] - box[0], look=box).number((box[1] + box[3]) / 2, box[3] - box[1])
        return self

    def point(self, x: float, y: float, box: Box) -> "Writer":
        self.text("<point>").number(x, box[2] - box[0], spaced=False).number(y, box[3] - box[1])
        return self.text("</point>")

    def zoom(self, box: Box) -> "Writer":
        first = self.count
        self.box(box, "zoom")
        self.parts.append(Observation(box, first))
        return self

    def done(self) -> tuple[Part, ...]:
        return tuple(self.parts)


def rounded(parts: tuple[Part, ...]) -> list[int]:
    """The coordinates as integers; one that must exceed another does."""
    values: list[int] = []
    for c in parts:
        if isinstance(c, Coordinate):
            least = 0 if c.low is None else values[c.low] + 1
            values.append(min(LAST, max(least, round(c.mean))))
    return values


def turns(example: Example) -> list[str]:
    """The plain text with rounded numbers, one a turn: an observation ends a turn."""
    values, said = iter(rounded(example.completion)), [""]
    for part in example.completion:
        if isinstance(part, Observation):
            said.append("")
        elif isinstance(part, Coordinate):
            said[-1] += f"{' ' if part.spaced else ''}{next(values)}"
        elif isinstance(part, Copied):
            said[-1] += f"{' ' if part.spaced else ''}{part.text}"
        else:
            said[-1] += part
    return said


def completion_text(example: Example) -> str:
    return "".join(turns(example))
