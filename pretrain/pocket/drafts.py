"""A draft knows what is true; `finished` draws the grammar that the question asks for and writes the completion in it.

Grammars that need a box are open only where the draft has one; `default` says nothing and means think, box (where there is one), answer.
"""
from dataclasses import dataclass

from pocket.examples import Example, Truth, Writer
from pocket.phrases import caption
from pocket.scene import Box, Scene
from pocket.wordings import Rng, instruction, mix, weighted

DEFAULT = "think_box_answer"
MOST_BOXES = 4
MOST_BYTES = 60
"""Of a fact in the engine's truth (src/4-rewards/packTruth.ts); a longer one is said but not scored."""


@dataclass(frozen=True)
class Draft:
    skill: str
    question: str
    think: str
    answer: str
    boxes: tuple[Box, ...] = ()
    facts: tuple[str, ...] = ()
    scored: str = "answer"
    asked: str | None = None
    """The canonical wording of the question; the rephrase grammar needs it."""
    pictures: int = 1
    order: tuple[int, ...] = ()
    expert_text: str | None = None
    only: tuple[str, ...] | None = None
    """Grammars that are open; None = all that fit."""
    looks: tuple[Box, ...] | None = None
    """See Example.looks; None = the boxes."""
    copied: str | None = None
    """Words that the thought and the answer take from the question letter by letter."""
    places: tuple[Box, ...] = ()
    """Things that the thought points at one by one before it says its first fact: counting is seeing each of them once."""


def open_grammars(draft: Draft, scene: Scene | None) -> dict[str, float]:
    weights = dict(mix()["grammars"])
    closed = set()
    if not draft.boxes:
        closed |= {"box", "box_answer", "caption_box_answer", "rephrase_box_answer"}
    if draft.scored == "boxes":
        closed |= {"answer", "think_answer"}
    if draft.asked is None or len(draft.boxes) > 1:
        closed.add("rephrase_box_answer")
    if scene is None or caption(scene) is None or len(draft.boxes) > 1:
        closed.add("caption_box_answer")
    return {k: w for k, w in weights.items() if k not in closed and (draft.only is None or k in draft.only)}


def write(draft: Draft, grammar: str, scene: Scene | None, writer: Writer | None = None) -> Writer:
    writer = writer or Writer()
    for span in grammar.split("_"):
        if span == "box":
            for k, box in enumerate(draft.boxes):
                writer.box(box, look=box if k else None)
        elif span == "think" and draft.places:
            writer.text("<think>").places(draft.places).text(f": {draft.facts[0]}</think>")
        else:
            copied = draft.copied if span in ("think", "answer") else None
            writer.span(span, {"think": draft.think, "answer": draft.answer, "rephrase": draft.asked, "caption": caption(scene) if scene else None}[span], copied)
    return writer


def finished(draft: Draft, scene: Scene | None, rng: Rng) -> Example | None:
    if len(draft.boxes) > MOST_BOXES:
        return None
    drawn = weighted(open_grammars(draft, scene), rng)
    asked = draft.question if drawn == "default" else f"{draft.question} {instruction(drawn, rng)}"
    grammar = DEFAULT if drawn == "default" else drawn
    facts = tuple(f for f in draft.facts if len(f.encode()) <= MOST_BYTES)
    truth = Truth(draft.answer, draft.boxes, facts, (), draft.order, draft.expert_text or f"{draft.think}. {draft.answer}")
    scored = "boxes" if grammar == "box" else draft.scored
    looks = () if draft.places and "think" in grammar else draft.boxes if draft.looks is None else draft.looks
    return Example(draft.skill, grammar, draft.pictures, asked, write(draft, grammar, scene).done(), truth, scored, looks=looks)
