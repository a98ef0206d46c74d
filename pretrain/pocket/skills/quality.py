"""How good a picture is, from 1 (level 4 or 5 of damage) to 5 (no damage): 5 - level, at least 1; and the kind of damage."""
from pocket.drafts import Draft, finished
from pocket.examples import Example
from pocket.scene import Scene
from pocket.wordings import Rng, canonical, question

PICTURES = 1
BEST = 5


def score(scene: Scene) -> int:
    return max(1, BEST - scene.degradation[1]) if scene.degradation else BEST


def fact_of(scene: Scene) -> str:
    kind = scene.degradation[0] if scene.degradation else "nothing"
    return "nothing is wrong" if kind == "nothing" else f"the picture has {kind}" if kind != "dark" else "the picture is dark"


def examples(scene: Scene, rng: Rng) -> Example | None:
    kind = "kind" if rng.random() < 0.4 else "level"
    answer = str(score(scene)) if kind == "level" else scene.degradation[0] if scene.degradation else "nothing"
    fact = fact_of(scene)
    asked, plain = question("quality", kind, {}, rng), canonical("quality", kind, {})
    draft = Draft("quality", asked, fact, answer, (), (fact,), "answer", plain, only=("default", "answer", "think_answer"))
    return finished(draft, None, rng)
