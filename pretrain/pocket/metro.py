"""A small metro network, its shortest routes, and its picture. The twin of src/scenes/metro.

Rules: 2 to 4 lines of 3 to 5 stations over the places of a grid, 5 to 9 stations in all; a line goes from place to neighbouring place (eight directions) and
turns by at most 45 degrees; every line meets an earlier one; no two lines share or cross a stretch between two stations.
"""
import json
from dataclasses import dataclass
from functools import cache

import numpy as np

from pocket.wordings import TABLES, Rng, pick

GRID, SIDE = 4, 192
FEWEST, MOST = 5, 9
STEPS = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))
"""Row and column steps of the eight directions, clockwise."""
FIRST, PITCH, JITTER = 27, 46, 3
LINE, STOP, RIM = 3.5, 5.5, 1.8
DOT, COLUMNS, ROWS, ADVANCE = 2, 5, 9, 6
"""Pixels of a dot of a letter; columns and rows of a letter, and dots from letter to letter."""
INK = (35, 35, 45)
AROUND = ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1))
"""Where a name may stand about its station: below, above, right, left, and the corners."""
Point = tuple[float, float]


@cache
def table() -> dict:
    return json.loads((TABLES / "metro.json").read_text())


@dataclass(frozen=True)
class Station:
    name: str
    column: int
    row: int


@dataclass(frozen=True)
class Line:
    colour: str
    """Its name, too."""
    stations: tuple[str, ...]
    """Names, from end to end."""


@dataclass(frozen=True)
class Network:
    stations: tuple[Station, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Leg:
    """A ride on one line."""

    start: str
    line: str
    end: str


def walked(start: int, direction: int, length: int, rng: Rng) -> list[int] | None:
    """Places from `start` on, the start left out; None where it would leave the grid."""
    places, (row, column), heading = [], divmod(start, GRID), direction
    for _ in range(length):
        down, right = STEPS[heading % 8]
        row, column = row + down, column + right
        if not (0 <= row < GRID and 0 <= column < GRID):
            return None
        places.append(row * GRID + column)
        heading += pick((-1, 0, 0, 1), rng)
    return places


def path_through(through: int, length: int, rng: Rng) -> list[int] | None:
    before, direction = int(rng.integers(length)), int(rng.integers(8))
    back, onward = walked(through, direction + 4, before, rng), walked(through, direction, length - 1 - before, rng)
    if back is None or onward is None:
        return None
    path = [*reversed(back), through, *onward]
    return path if len(set(path)) == length else None


def stretches(path: list[int]) -> list[tuple[int, int]]:
    return [(min(a, b), max(a, b)) for a, b in zip(path, path[1:])]


def collide(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """The same stretch, or the two diagonals of one cell."""
    diagonal = (GRID + 1, GRID - 1)
    return one == other or (one[1] - one[0] in diagonal and other[1] - other[0] in diagonal and sum(one) == sum(other))


def paths_of(count: int, rng: Rng) -> list[list[int]] | None:
    paths: list[list[int]] = []
    for _ in range(60):
        used = [place for path in paths for place in path]
        path = path_through(pick(used, rng) if used else int(rng.integers(GRID * GRID)), int(rng.integers(3, 6)), rng)
        if path is None or len({*used, *path}) > MOST:
            continue
        taken = [stretch for other in paths for stretch in stretches(other)]
        if not any(collide(own, other) for own in stretches(path) for other in taken):
            paths.append(path)
        if len(paths) == count:
            return paths if len({place for own in paths for place in own}) >= FEWEST else None
    return None


def make_network(count: int, rng: Rng) -> Network:
    while (paths := paths_of(count, rng)) is None:
        pass
    places = list(dict.fromkeys(place for path in paths for place in path))
    names = dict(zip(places, (table()["stations"][i] for i in rng.permutation(len(table()["stations"])))))
    colours = [list(table()["colours"])[i] for i in rng.permutation(len(table()["colours"]))]
    stations = tuple(Station(names[place], place % GRID, place // GRID) for place in places)
    return Network(stations, tuple(Line(colour, tuple(names[place] for place in path)) for colour, path in zip(colours, paths)))


def lines_with(network: Network, *names: str) -> list[Line]:
    return [line for line in network.lines if all(name in line.stations for name in names)]


def between(line: Line, start: str, end: str) -> int:
    """Stations strictly between two stations of a line."""
    return abs(line.stations.index(start) - line.stations.index(end)) - 1


def rides(legs: list[Leg], network: Network) -> int:
    return sum(1 + between(next(line for line in network.lines if line.colour == leg.line), leg.start, leg.end) for leg in legs)


def shortest_route(network: Network, start: str, end: str) -> list[Leg] | None:
    """With the fewest transfers, and of those the fewest rides from station to station; the first found of equals. None where more than two are needed."""
    ways: list[list[Leg]] = [[]]
    for _ in range(3):
        longer = []
        for legs in ways:
            here, used = legs[-1].end if legs else start, {leg.line for leg in legs}
            for line in lines_with(network, here):
                if line.colour not in used:
                    longer += [[*legs, Leg(here, line.colour, stop)] for stop in line.stations if stop != here]
        arrived = [legs for legs in longer if legs[-1].end == end]
        if arrived:
            return min(arrived, key=lambda legs: rides(legs, network))
        ways = longer
    return None


def blend(canvas: np.ndarray, rows: slice, columns: slice, colour: tuple[float, ...], alpha) -> None:
    part = canvas[rows, columns]
    alpha = np.broadcast_to(np.asarray(alpha, float), part.shape[:2])[..., None]
    part[...] = np.rint(part * (1 - alpha) + np.asarray(colour, float) * alpha)


def stroke(canvas: np.ndarray, a: Point, b: Point, radius: float, colour: tuple[float, ...]) -> None:
    """Paints what lies within `radius` of a stretch (a disc, where its ends are one point)."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] + 0.5
    (dx, dy), px, py = (b[0] - a[0], b[1] - a[1]), x - a[0], y - a[1]
    t = np.clip((px * dx + py * dy) / (dx * dx + dy * dy or 1), 0, 1)
    blend(canvas, slice(None), slice(None), colour, np.clip(radius + 0.5 - np.hypot(px - t * dx, py - t * dy), 0, 1))


def width_of(name: str) -> int:
    return DOT * (ADVANCE * len(name) - (ADVANCE - COLUMNS))


def half_up(value: float) -> int:
    """As Math.round."""
    return int(np.floor(value + 0.5))


def place(name: str, point: Point, taken: np.ndarray) -> tuple[int, int]:
    (x, y), width, height = point, width_of(name), DOT * ROWS
    best, least = (0, 0), np.inf
    for k, (right, down) in enumerate(AROUND):
        left = half_up(x - width / 2 + right * (width / 2 + (STOP + 2 if down == 0 else 0)))
        top = half_up(y - height / 2 + down * (height / 2 + STOP + 1) + (2 if down == 0 else 0))
        outside = left < 1 or top < 1 or left + width >= SIDE or top + height >= SIDE
        cost = np.inf if outside else int(taken[top - 1 : top + height + 1, left - 1 : left + width + 1].sum())
        if k == 0 or cost < least:
            best, least = (left, top), cost
    return best


def dots_of(name: str, left: int, top: int) -> list[tuple[int, int]]:
    rows = [(k, row, dots) for k, letter in enumerate(name) for row, dots in enumerate(table()["letters"][letter])]
    return [(left + DOT * (ADVANCE * k + column), top + DOT * row) for k, row, dots in rows for column, dot in enumerate(dots) if dot == "#"]


def painted(network: Network, points: dict[str, Point], paper: tuple[int, ...]) -> np.ndarray:
    """uint8 [192,192,3]"""
    canvas = np.tile(np.asarray(paper, float), (SIDE, SIDE, 1))
    for line in network.lines:
        for a, b in zip(line.stations, line.stations[1:]):
            stroke(canvas, points[a], points[b], LINE, table()["colours"][line.colour])
    for point in points.values():
        stroke(canvas, point, point, STOP, INK)
        stroke(canvas, point, point, STOP - RIM, (255, 255, 255))
    taken = (canvas != np.asarray(paper, float)).any(axis=2).astype(int)
    for name, point in points.items():
        left, top = place(name, point, taken)
        taken[top - 1 : top + DOT * ROWS + 1, left - 1 : left + width_of(name) + 1] = 4
        for x, y in dots_of(name, left, top):
            blend(canvas, slice(max(0, y - 1), y + DOT + 1), slice(max(0, x - 1), x + DOT + 1), paper, 0.85)
        for x, y in dots_of(name, left, top):
            blend(canvas, slice(y, y + DOT), slice(x, x + DOT), INK, 1.0)
    return canvas.astype(np.uint8)


def draw(network: Network, rng: Rng) -> np.ndarray:
    paper = tuple(int(v) for v in rng.integers(236, 256, 3))
    shift = rng.uniform(-JITTER, JITTER, (len(network.stations), 2))
    points = {s.name: (FIRST + PITCH * s.column + float(dx), FIRST + PITCH * s.row + float(dy)) for s, (dx, dy) in zip(network.stations, shift)}
    return painted(network, points, paper)
