"""Which of two pictures is the better one: first or second."""
from pocket.drafts import Draft, finished
from pocket.examples import Example
from pocket.scene import Pair
from pocket.wordings import Rng, canonical, question

PICTURES = 2
ORDER = ("first", "second")


def examples(pair: Pair, rng: Rng) -> Example | None:
    if pair.better is None:
        return None
    worse = (pair.second, pair.first)[pair.better].degradation
    kind = worse[0] if worse else "less detail"
    fact = f"the {ORDER[1 - pair.better]} picture {'is dark' if kind == 'dark' else f'has {kind}'}"
    asked, plain = question("better", "one", {}, rng), canonical("better", "one", {})
    draft = Draft("better", asked, fact, ORDER[pair.better], (), (fact,), "answer", plain, 2, only=("default", "answer", "think_answer"))
    return finished(draft, None, rng)
