"""One sentence about the whole picture, from left to right."""
from pocket.drafts import Draft, finished
from pocket.examples import Example
from pocket.phrases import caption
from pocket.scene import Scene
from pocket.wordings import Rng, canonical, question

PICTURES = 1


def parts(sentence: str) -> tuple[str, ...]:
    """`a red cup, a dog and 2 cats` -> red cup, dog, 2 cats."""
    words = sentence.replace(" and ", ", ").split(", ")
    return tuple(w.split(" ", 1)[1] if w.split(" ")[0] in ("a", "an") else w for w in words)


def examples(scene: Scene, rng: Rng) -> Example | None:
    sentence = caption(scene)
    if sentence is None:
        return None
    n = len(scene.things)
    think = f"there {'is' if n == 1 else 'are'} {n} thing{'' if n == 1 else 's'}"
    asked, plain = question("caption", "one", {}, rng), canonical("caption", "one", {})
    facts = parts(sentence)
    draft = Draft("caption", asked, think, sentence, (), facts, "facts", plain, expert_text=sentence, only=("default", "answer", "think_answer"))
    return finished(draft, scene, rng)
