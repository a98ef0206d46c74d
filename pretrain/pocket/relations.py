"""What follows from the boxes of a scene: places, sides, who is in front. None where it would be a matter of opinion."""
from pocket.scene import Box, Scene, Thing

CLEAR = 0.12
"""Least distance of two centres, as a share of the side, for one to be left of or above the other."""
STRETCH = 1.4
"""One direction is the main one when it is this much longer than the other."""
LARGER = 1.6
"""Least ratio of two areas for one thing to be the bigger one."""
SHOWS = 0.03
"""Least share of a thing that another covers, to be seen as behind it."""


def centre(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def hull(boxes: list[Box]) -> Box:
    return tuple(f(b[k] for b in boxes) for k, f in enumerate((min, min, max, max)))


def place(box: Box) -> str:
    """top left, top, ..., middle, by thirds of the picture."""
    x, y = centre(box)
    column = "left" if x < 1 / 3 else "right" if x > 2 / 3 else ""
    row = "top" if y < 1 / 3 else "bottom" if y > 2 / 3 else ""
    return f"{row} {column}".strip() or "middle"


def side(a: Box, b: Box) -> str | None:
    """`left` if a is left of b."""
    dx = centre(a)[0] - centre(b)[0]
    return None if abs(dx) < CLEAR else "left" if dx < 0 else "right"


def height(a: Box, b: Box) -> str | None:
    dy = centre(a)[1] - centre(b)[1]
    return None if abs(dy) < CLEAR else "above" if dy < 0 else "below"


def relation(a: Box, b: Box) -> str | None:
    """left, right, above, below: the main direction from b to a."""
    dx, dy = (abs(p - q) for p, q in zip(centre(a), centre(b)))
    if dx > STRETCH * dy:
        return side(a, b)
    return height(a, b) if dy > STRETCH * dx else None


def phrase(word: str) -> str:
    return f"{word} of" if word in ("left", "right") else word


def between(scene: Scene) -> list[tuple[Thing, Thing, Thing]]:
    """(middle, one, other): the only thing that lies between two others, along a row or a column."""
    found = []
    for axis in (0, 1):
        middle = lambda t, k=axis: centre(t.box)[k]
        row = sorted(scene.things, key=middle)
        for a, b, c in zip(row, row[1:], row[2:]):
            across = [centre(t.box)[1 - axis] for t in (a, b, c)]
            apart = min(middle(b) - middle(a), middle(c) - middle(b)) >= CLEAR
            if apart and abs(across[1] - (across[0] + across[2]) / 2) < 0.2 and abs(across[0] - across[2]) < 0.4:
                found.append((b, a, c))
    return found


def touches(a: Box, b: Box) -> bool:
    return min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])


def in_front(scene: Scene) -> list[tuple[Thing, Thing]]:
    """(front, back): back is partly covered and front is the only thing that can cover it."""
    found = []
    for back in scene.things:
        over = [t for t in scene.things if t.depth > back.depth and touches(t.box, back.box)]
        if back.hidden >= SHOWS and len(over) == 1:
            found.append((over[0], back))
    return found


def bigger(a: Box, b: Box) -> bool:
    return area(a) >= LARGER * area(b)
