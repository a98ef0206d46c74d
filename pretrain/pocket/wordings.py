"""The tables of public/scenes as questions; their rules stand in wordings.json itself, so that TypeScript can follow the same."""
import json
import re
from functools import cache
from pathlib import Path

import numpy as np

Rng = np.random.Generator
TABLES = Path(__file__).resolve().parents[2] / "public/scenes"
CHOICE = re.compile(r"\[([^\[\]]*)\]")
LEFT_OPEN = re.compile(r"\{\w+\}")


@cache
def wordings() -> dict:
    return json.loads((TABLES / "wordings.json").read_text())


@cache
def mix() -> dict:
    """Weights of the skills and of the grammars."""
    return json.loads((TABLES / "mix.json").read_text())


def pick(items, rng: Rng):
    return items[int(rng.integers(len(items)))]


def weighted(weights: dict[str, float], rng: Rng) -> str:
    total = np.cumsum(list(weights.values()))
    return list(weights)[int(np.searchsorted(total, rng.random() * total[-1], side="right"))]


def tidy(text: str, slots: dict[str, str]) -> str:
    for name, value in slots.items():
        text = text.replace("{" + name + "}", value)
    if left := LEFT_OPEN.search(text):
        raise KeyError(f"The wording '{text}' has no value for {left[0]}.")
    return re.sub(r" +", " ", text).replace(" .", ".").replace(" ?", "?").strip()


def expand(template: str, slots: dict[str, str], rng: Rng) -> str:
    return tidy(CHOICE.sub(lambda found: pick(found[1].split("|"), rng), template), slots)


def canonical(skill: str, kind: str, slots: dict[str, str]) -> str:
    """The wording that `rephrase` answers with."""
    return tidy(CHOICE.sub(lambda found: found[1].split("|")[0], wordings()["skills"][skill][kind][0]), slots)


def styled(text: str, rng: Rng) -> str:
    style = wordings()["style"]
    if rng.random() < style["capital"]:
        text = text[:1].upper() + text[1:]
    if rng.random() < style["no_mark"] and text[-1:] in ".?":
        text = text[:-1]
    return text


def question(skill: str, kind: str, slots: dict[str, str], rng: Rng) -> str:
    return styled(expand(pick(wordings()["skills"][skill][kind], rng), slots, rng), rng)


def instruction(grammar: str, rng: Rng) -> str:
    return styled(expand(pick(wordings()["grammars"][grammar], rng), {}, rng), rng)


def all_wordings() -> list[str]:
    """Every template with each alternative of each bracket at least once, slots left open: what the vocabulary learns from."""
    tables = wordings()
    templates = [t for kinds in tables["skills"].values() for kind in kinds.values() for t in kind]
    templates += [t for kind in tables["grammars"].values() for t in kind]
    found = []
    for template in templates:
        widest = max((len(c.split("|")) for c in CHOICE.findall(template)), default=1)
        for k in range(widest):
            text = CHOICE.sub(lambda c, k=k: (options := c[1].split("|"))[k % len(options)], template)
            found.append(re.sub(r" +", " ", LEFT_OPEN.sub("", text)).strip())
    return found
