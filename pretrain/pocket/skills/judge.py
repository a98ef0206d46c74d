"""A shown answer is judged: right (yes or no), or 1 to 5.

5 = right; a count off by one and a noun of the right category = 3; everything else = 1.
"""
from pocket.colours import NAMES
from pocket.drafts import Draft, finished
from pocket.examples import Example
from pocket.phrases import table
from pocket.scene import Scene
from pocket.skills import colour, count, name, presence
from pocket.wordings import Rng, pick, question

PICTURES = 1
JUDGED = (colour, count, name, presence)


def wrong(draft: Draft, rng: Rng) -> str | None:
    """A plausible false answer of the same kind."""
    answer = draft.answer
    if draft.skill == "count":
        return pick([str(n) for n in range(10) if 0 < abs(n - int(answer)) <= 2], rng)
    if draft.skill == "colour":
        return pick([c for c in NAMES if c != answer], rng)
    if draft.skill == "presence":
        return "no" if answer == "yes" else "yes"
    if answer not in table():
        return None
    near = rng.random() < 0.5
    return pick([n for n in table() if n != answer and (table()[n]["category"] == table()[answer]["category"]) == near], rng)


def score(draft: Draft, shown: str) -> int:
    if shown == draft.answer:
        return 5
    if draft.skill == "count":
        return 3 if abs(int(shown) - int(draft.answer)) == 1 else 1
    return 3 if draft.skill == "name" and table()[shown]["category"] == table()[draft.answer]["category"] else 1


def examples(scene: Scene, rng: Rng) -> Example | None:
    draft = pick(JUDGED, rng).drafted(scene, rng)
    if draft is None:
        return None
    shown = draft.answer if rng.random() < 0.5 else wrong(draft, rng)
    if shown is None:
        return None
    kind = "right" if rng.random() < 0.6 else "score"
    answer = str(score(draft, shown)) if kind == "score" else "yes" if shown == draft.answer else "no"
    asked = question("judge", kind, {"question": draft.question, "answer": shown}, rng)
    judged = Draft("judge", asked, draft.think, answer, (), draft.facts[:1], only=("default", "answer", "think_answer"), places=draft.places)
    return finished(judged, None, rng)
