"""Pocket's words: a byte-complete BPE of at most 1,472 tokens. `python -m pocket.vocabulary` learns the merges and writes data/merges.txt.

The file is kept, so that a better wording later does not move the tokens of a trained policy; the same tables always give the same file.
The corpus is written out from the tables without any drawing. The merges of the table's own words come first, so that a noun, its plural, a colour
or a place is one or two tokens; what room is left goes to the wordings of the questions.
"""
from functools import cache
from pathlib import Path

from tokenizers import Tokenizer, pre_tokenizers

from pocket.colours import NAMES
from pocket.nouns import nouns
from pocket.wordings import all_wordings, wordings
from policy.tokenizer import FIRST, GRAMMAR, IMAGE, make_tokenizer, number_merges, word_merges

MERGES = Path(__file__).parent / "data/merges.txt"
MOST = 1472
"""A multiple of 32, so that no padding row is added."""
TAGS = [f"<{slash}{name}>" for name in ("zoom", "point", "caption", "rephrase") for slash in ("", "/")]
PLACES = "top bottom left right middle above below between front behind first second bigger smaller added removed moved up down".split()
ANSWERS = "yes no none nothing cannot tell thing things blur noise jpeg dark circle rect scene empty an a and the there is are in at of to size others".split()
NUMBERS = "zero one two three four five six seven eight nine ten".split()


def table_words() -> list[str]:
    tables = wordings()
    found = [w for row in nouns() for w in (row["noun"], row["plural"])] + NAMES + PLACES + ANSWERS + NUMBERS
    found += [*tables["category_words"].values(), "animals", "vehicles", "toys", "tools", *(row["category"] for row in nouns())]
    return list(dict.fromkeys(found))


def corpus() -> list[str]:
    """The repeats were chosen so that every word fits into two tokens, both after a space and at the start of an answer."""
    words = sorted(set(table_words()))
    plurals = {row["plural"] for row in nouns()} - {row["noun"] for row in nouns()}
    leading = [w for w in words if w not in plurals]
    asked = all_wordings()
    capital = [text[:1].upper() + text[1:] for text in asked]
    rare = [f"the {w}" for w in (*wordings()["synonyms"], *wordings()["unknown_nouns"])]
    return [f" {w}" for w in leading] * 39 + [f" {w}" for w in sorted(plurals)] * 40 + leading * 40 + asked * 5 + capital * 3 + rare + ["User:", "\nAssistant:"] * 300


def learned() -> list[tuple[str, str]]:
    numbers = number_merges()
    fixed = len(FIRST) + len(IMAGE) + len(GRAMMAR) + len(TAGS) + len(pre_tokenizers.ByteLevel.alphabet()) + len(numbers)
    return numbers + word_merges(corpus(), MOST - fixed)


@cache
def pocket_tokenizer() -> Tokenizer:
    merges = [tuple(line.split(" ")) for line in MERGES.read_text().splitlines()]
    return make_tokenizer(merges, sorted(pre_tokenizers.ByteLevel.alphabet()), [*GRAMMAR, *TAGS])


if __name__ == "__main__":
    MERGES.write_text("".join(f"{a} {b}\n" for a, b in learned()))
    print(pocket_tokenizer().get_vocab_size(), "tokens")
