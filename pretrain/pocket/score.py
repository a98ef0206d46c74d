"""Whether a completion passes, whether it is well formed, how far off its box is; and pass@k.

Boxes are fractions of the side. Texts are compared folded and trimmed; IoU >= 0.5 counts as found. `Example.scored` names the judgement, one
function each in PASSES. pass@k is the unbiased estimator 1 - C(n-c, k)/C(n, k) (Chen et al. 2021, arXiv 2107.03374, eq. 1).
"""
import re
from collections.abc import Callable
from itertools import groupby
from math import comb

from pocket.examples import Example
from pocket.relations import area
from pocket.scene import Box

FOUND = 0.5
SPAN = re.compile(r"<(think|box|answer|point|zoom|caption|rephrase)>(.*?)</\1>", re.S)
ANY_TAG = re.compile(r"</?(?:think|box|answer|point|zoom|caption|rephrase)>")
COUNT = {"box": 4, "zoom": 4, "point": 2}
END = "<end_of_utterance>"


def spans(text: str) -> list[tuple[str, str]]:
    """(name, content) in order."""
    return SPAN.findall(text.replace(END, ""))


def numbers(text: str, count: int) -> tuple[float, ...] | None:
    """`count` integers 0..99 as fractions; None where it is something else, or a box without area."""
    words = text.split()
    if len(words) != count or not all(w.isascii() and w.isdigit() and len(w) <= 2 for w in words):
        return None
    values = tuple(int(w) / 100 for w in words)
    return None if count == 4 and not (values[0] < values[2] and values[1] < values[3]) else values


def boxes(text: str) -> list[Box]:
    return [b for name, content in spans(text) if name == "box" and (b := numbers(content, 4))]


def first(text: str, name: str) -> str | None:
    return next((content for found, content in spans(text) if found == name), None)


def folded(text: str | None) -> str:
    return " ".join((text or "").lower().split()).strip(" .,!?\"':;")


def items(text: str | None) -> list[str]:
    return [w for part in (text or "").split(",") if (w := folded(part))]


def iou(a: Box, b: Box) -> float:
    w, h = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    both = max(0.0, w) * max(0.0, h)
    return both / (area(a) + area(b) - both) if both > 0 else 0.0


def matched(found: list[Box], true: list[Box], fits: Callable[[int, int], bool] = lambda i, j: True) -> bool:
    """A one-to-one matching with IoU >= 0.5 in every pair exists; at most a handful of boxes, so by trying."""
    if len(found) != len(true):
        return False

    def place(i: int, free: frozenset[int]) -> bool:
        return i == len(found) or any(iou(found[i], true[j]) >= FOUND and fits(i, j) and place(i + 1, free - {j}) for j in free)

    return place(0, frozenset(range(len(true))))


def same_answer(text: str, example: Example) -> bool:
    return first(text, "answer") is not None and folded(first(text, "answer")) == folded(example.truth.answer)


def good_boxes(text: str, example: Example) -> bool:
    if not example.truth.boxes:
        return not boxes(text) and same_answer(text, example)
    return matched(boxes(text), list(example.truth.boxes))


def good_list(text: str, example: Example) -> bool:
    said, true = items(first(text, "answer")), items(example.truth.answer)
    return len(said) == len(boxes(text)) and matched(boxes(text), list(example.truth.boxes), lambda i, j: said[i] == true[j])


def good_point(text: str, example: Example) -> bool:
    point = numbers(first(text, "point") or "", 2)
    return point is not None and any(b[0] <= point[0] <= b[2] and b[1] <= point[1] <= b[3] for b in example.truth.boxes)


def all_facts(text: str, example: Example) -> bool:
    said = folded(first(text, "answer"))
    return bool(example.truth.facts) and all(re.search(rf"(?<!\w){re.escape(folded(f))}(?!\w)", said) for f in example.truth.facts)


def true_think(text: str, example: Example) -> bool:
    said, true = [folded(s) for s in (first(text, "think") or "").split(". ")], {folded(f) for f in example.truth.facts}
    return len(set(said)) == len(said) and all(s in true for s in said) and same_answer(text, example)


def commands(program: str | None) -> list[tuple[str, Box]] | None:
    """(colour, box) of each command of a drawing program."""
    rows = []
    for line in (program or "").split(";"):
        shape, colour, *rest = (line.split() + ["", ""])[: max(2, len(line.split()))]
        if shape == "circle" and len(rest) == 3 and all(w.isdigit() for w in rest):
            x, y, r = (int(w) / 100 for w in rest)
            rows.append((colour, (x - r, y - r, x + r, y + r)))
        elif shape == "rect" and (box := numbers(" ".join(rest), 4)):
            rows.append((colour, box))
        else:
            return None
    return rows


def good_program(text: str, example: Example) -> bool:
    rows = commands(first(text, "answer"))
    true = example.truth
    return rows is not None and matched([b for _, b in rows], list(true.boxes), lambda i, j: rows[i][0] == true.facts[j])


PASSES: dict[str, Callable[[str, Example], bool]] = {
    "answer": same_answer, "boxes": good_boxes, "list": good_list, "point": good_point, "facts": all_facts, "think": true_think, "program": good_program,
    "names": lambda text, example: sorted(items(first(text, "answer"))) == sorted(items(example.truth.answer)),
}


def passes(text: str, example: Example) -> bool:
    """text: all the turns in one, without the observations."""
    return PASSES[example.scored](text, example)


def well_formed(text: str, example: Example) -> bool:
    """The spans of the grammar in order, nothing outside of them, no tag within, numbers where numbers belong.

    Equal neighbours count once; at most three zooms. A box may be missing where the truth has none.
    """
    text = text.replace(END, "")
    found = spans(text)
    order = [name for name, _ in groupby(name for name, _ in found)]
    wanted = example.grammar.split("_")
    if not example.truth.boxes and "box" not in order:
        wanted = [w for w in wanted if w != "box"]
    contents = all(numbers(c, COUNT[name]) if name in COUNT else c.strip() and not ANY_TAG.search(c) for name, c in found)
    once = all(sum(n == name for n, _ in found) <= limit for name, limit in (("think", 1), ("answer", 1), ("point", 1), ("zoom", 3)))
    return order == wanted and once and contents and not SPAN.sub("", text).strip()


def best_iou(text: str, example: Example) -> float | None:
    """Of the first box with the nearest true one; 0 where there is no box, None where there is no true one."""
    true = example.truth.boxes
    found = boxes(text)
    return max(iou(found[0], t) for t in true) if found and true else 0.0 if true else None


def signed_error(text: str, example: Example) -> tuple[float, ...] | None:
    """Found minus true of each coordinate, where there is one box on both sides."""
    found, true = boxes(text), example.truth.boxes
    return tuple(f - t for f, t in zip(found[0], true[0])) if len(found) == len(true) == 1 else None


def pass_at_k(samples: int, passed: int, k: int) -> float:
    """Probability that one of k samples, drawn from `samples` without return, passes."""
    if not 0 < k <= samples:
        raise ValueError(f"pass@{k} needs at least {k} samples; there are {samples}.")
    return 1 - comb(samples - passed, k) / comb(samples, k)
