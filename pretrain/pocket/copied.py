"""Words of a question in the tokens of the question: copying is then a matter of saying each token again, and not of spelling.

A word's tokens depend on what stands before it: `screen` is ` s|cre|en` after a space and another cut at the start of an answer, so what looks like a copy was a translation
that Pocket knew for its own nouns only. Here the first piece loses or gets its space, and the other pieces stay as they are; the text is the same.
"""
import re
from typing import NamedTuple

from tokenizers import Tokenizer

from pocket.examples import Copied


class Piece(NamedTuple):
    token: int
    """Which token of the question holds it"""
    text: str


def pieces(tokenizer: Tokenizer, question: str, text: str) -> list[Piece]:
    """The tokens of the question that hold the words, and what of the words each holds. Raises ValueError where the question does not hold them."""
    found = re.search(rf"(?<!\w){re.escape(text)}(?!\w)", question, re.I)
    if not found:
        raise ValueError(f"'{question}' does not hold '{text}'.")
    said = question[found.start() : found.end()]
    first = len(question[: found.start()].encode())
    last, at, made = first + len(said.encode()), 0, []
    for k, token in enumerate(tokenizer.encode(question).tokens):
        low, high = max(at, first), min(at + len(token), last)
        if low < high:
            made.append(Piece(k, question.encode()[low:high].decode(errors="strict")))
        at += len(token)
    return made


def copied_tokens(tokenizer: Tokenizer, question: str, part: Copied) -> tuple[list[int], list[int]]:
    """-> ids, and for each the token of the question that it repeats."""
    ids: list[int] = []
    sources: list[int] = []
    for k, piece in enumerate(pieces(tokenizer, question, part.text)):
        text = piece.text if k else f"{' ' if part.spaced else ''}{part.text[: len(piece.text)]}"
        made = tokenizer.encode(text).ids
        ids += made
        sources += [piece.token] * len(made)
    return ids, sources
