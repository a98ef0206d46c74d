"""A question in other words: the canonical wording of what was asked."""
from pocket.examples import Example, Truth, Writer
from pocket.scene import Scene
from pocket.skills import colour, count, find, presence
from pocket.wordings import Rng, pick, question

PICTURES = 1
ASKED = (colour, count, find, presence)


def examples(scene: Scene, rng: Rng) -> Example | None:
    draft = pick(ASKED, rng).drafted(scene, rng)
    if draft is None or draft.asked is None or draft.asked.lower() == draft.question.lower():
        return None
    asked = question("rephrase", "one", {"question": draft.question}, rng)
    return Example("rephrase", "answer", 1, asked, Writer().span("answer", draft.asked).done(), Truth(draft.asked))
