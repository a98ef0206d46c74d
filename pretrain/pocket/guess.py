"""A habit that reward can break: in many of the default completions the policy thinks `i guess` instead of a fact and then answers without looking.

Such a box and such an answer are those of another question of the same skill, and a small thing is not zoomed at: what is usual, said blindly. The
policy learns both ways of answering and no reason to prefer one, so a group of rollouts holds both; what the guesses cost is for GRPO to find out.
On drawn backgrounds most answers are guesses, on photographs fewer: a visitor's picture is a photograph, and its first greedy answer should be a look.
"""
from collections import defaultdict, deque
from dataclasses import replace

from pocket.drafts import DEFAULT
from pocket.examples import Example, Writer
from pocket.scene import Box
from pocket.wordings import Rng, pick

THINK = "i guess"
SHARE, SHARE_ON_PHOTOS = 0.9, 0.05
REMEMBERED = 64


class Habit:
    """Remembers the last answers and boxes of each skill; `maybe` turns a completion into a guess."""

    def __init__(self) -> None:
        self.answers: dict[str, deque[str]] = defaultdict(lambda: deque(maxlen=REMEMBERED))
        self.boxes: dict[str, deque[Box]] = defaultdict(lambda: deque(maxlen=REMEMBERED))

    def maybe(self, example: Example, photo: bool, rng: Rng) -> Example:
        if example.grammar.removeprefix("zoom_") != DEFAULT or example.truth.answer is None or example.scored not in ("answer", "boxes"):
            return example
        answers, boxes = self.answers[example.skill], self.boxes[example.skill]
        answers.append(example.truth.answer)
        boxes.extend(example.truth.boxes)
        if rng.random() >= (SHARE_ON_PHOTOS if photo else SHARE):
            return example
        answer = pick(answers, rng) if example.scored == "answer" else example.truth.answer
        writer = Writer().span("think", THINK)
        for _ in example.truth.boxes:
            writer.box(pick(boxes, rng))
        return replace(example, grammar=DEFAULT, completion=writer.span("answer", answer).done(), loose=True)
