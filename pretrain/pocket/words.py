"""Words that no table of Pocket holds, for questions about anything: `python -m pocket.words` writes data/copying.json, the 300 words of the measurement.

Two thirds come from a word list (Debian `wamerican`: SCOWL, free to use, copy and change), the others are made up from its letters (each follows from the three before it). The words of
data/copying.json never come up in training, but for the names of parts (`part`) that `unknown_nouns` in wordings.json has always held.
"""
import json
import os
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import numpy as np

from pocket.colours import NAMES
from pocket.nouns import nouns
from pocket.vocabulary import pocket_tokenizer, table_words
from pocket.wordings import Rng, all_wordings, pick, wordings

LIST = Path(os.environ.get("POCKET_WORDS", "/usr/share/dict/american-english"))
KEPT_BACK = Path(__file__).parent / "data/copying.json"
PLAIN = re.compile(r"[a-z]{3,12}")
MADE_UP, COMMON = 0.3, 0.15
"""Shares of the words that are made up and of those of `unknown_nouns`; the rest are of the list."""
BEFORE = 3
MOST_TOKENS = 13
"""Of a phrase: it is said twice, and a turn has 48."""
MODIFIERS = ("left", "right", "top", "bottom", "upper", "lower", "front", "back", "big", "small", "red", "blue", "white", "black", "round", "long", "old", "other")
PARTS = """eye ear nose mouth face head neck hair hand finger arm leg foot tail wing beak paw claw horn fur feather fin wheel handle hinge knob lid rim edge corner spout strap
sleeve collar pocket button buckle screen keyboard cable plug switch blade tip hilt string pedal seat backrest armrest drawer shelf roof wall chimney windshield bumper headlight
mirror sail mast anchor propeller""".split()


@cache
def reserved() -> frozenset[str]:
    """Words of the tables and of the wordings: a question that asks for `find` could not be told apart."""
    asked = {w for text in all_wordings() for w in re.findall(r"[a-z]+", text.lower())}
    own = {w for text in [*table_words(), *wordings()["synonyms"], *NAMES] for w in text.split()}
    return frozenset(asked | own | {w for row in nouns() for text in row["words"] for w in text.split()})


@cache
def listed() -> list[str]:
    if not LIST.exists():
        raise FileNotFoundError(f"There is no word list {LIST}: install Debian's package wamerican, or name another list in POCKET_WORDS.")
    return sorted({w for w in LIST.read_text(encoding="utf-8").split() if PLAIN.fullmatch(w)} - reserved())


@cache
def kept_back() -> frozenset[str]:
    rows = json.loads(KEPT_BACK.read_text())
    return frozenset(w for group in rows.values() for phrase in group for w in phrase.split()) - frozenset(MODIFIERS)


@cache
def trained_on() -> list[str]:
    return sorted(set(listed()) - kept_back())


@cache
def followers() -> dict[str, tuple[str, np.ndarray]]:
    """Three letters before -> letters that can follow and their cumulative shares; ^ stands before a word, $ behind it."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for word in listed():
        text = "^" * BEFORE + word + "$"
        for k in range(BEFORE, len(text)):
            counts[text[k - BEFORE : k]][text[k]] += 1
    return {before: ("".join(found), np.cumsum(list(found.values())) / found.total()) for before, found in counts.items()}


def made_up(rng: Rng) -> str:
    """A word that could be one and is in no list: 3 to 12 letters."""
    known = set(listed()) | reserved()
    while True:
        word, letter = "", ""
        while letter != "$":
            word += letter
            letters, shares = followers()[("^" * BEFORE + word)[-BEFORE:]]
            letter = letters[min(len(letters) - 1, int(np.searchsorted(shares, rng.random(), side="right")))]
        if PLAIN.fullmatch(word) and word not in known:
            return word


def word(rng: Rng) -> str:
    r = rng.random()
    if r < COMMON:
        return pick(wordings()["unknown_nouns"], rng)
    while True:
        found = made_up(rng) if r < COMMON + MADE_UP else pick(trained_on(), rng)
        if found not in kept_back():
            return found


def short_enough(phrase: str) -> bool:
    return len(pocket_tokenizer().encode(f" {phrase}").ids) <= MOST_TOKENS


def chosen(rng: Rng) -> dict[str, list[str]]:
    """The words of the measurement: names of parts, words of the list, made-up ones, phrases of two and of three words."""
    groups: dict[str, list[str]] = {"part": [w for w in PARTS if w not in reserved()]}
    fresh = lambda: pick(listed(), rng) if rng.random() < 0.5 else pick(groups["part"], rng)
    draws = {
        "word": (110, lambda: pick(listed(), rng)), "made up": (50, lambda: made_up(rng)),
        "two words": (50, lambda: f"{pick(MODIFIERS, rng) if rng.random() < 0.6 else fresh()} {fresh()}"),
        "three words": (300 - 210 - len(groups["part"]), lambda: f"{pick(MODIFIERS, rng)} {fresh()} {fresh()}"),
    }
    for name, (count, draw) in draws.items():
        found: list[str] = []
        while len(found) < count:
            phrase = draw()
            if short_enough(phrase) and len(set(phrase.split())) == len(phrase.split()) and all(phrase not in g for g in (*groups.values(), found)):
                found.append(phrase)
        groups[name] = found
    return groups


if __name__ == "__main__":
    KEPT_BACK.write_text(json.dumps(chosen(np.random.default_rng(300)), indent=0) + "\n")
    print({name: len(group) for name, group in json.loads(KEPT_BACK.read_text()).items()})
