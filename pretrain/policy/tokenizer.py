"""Byte-level BPE tokenizers with SmolVLM's special tokens.

Every byte is a token, so any text can be written. `12` and ` 12` (0-99) are one token each: their merges come first.
The words of the task get merges trained on a small corpus.
"""
import json
from collections.abc import Iterable

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

FIRST = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]  # ids 0, 1, 2 as in SmolVLM
IMAGE = ["<global-img>", "<fake_token_around_image>", "<image>", "<end_of_utterance>"]
GRAMMAR = ["<think>", "</think>", "<box>", "</box>", "<answer>", "</answer>"]  # decoded as text, so not special
SPACE = "Ġ"  # how byte-level BPE writes a space


def number_merges() -> list[tuple[str, str]]:
    """Merges that make 10..99, ` 0`..` 9` and ` 10`..` 99` single tokens."""
    pairs = [(a, b) for a in "123456789" for b in "0123456789"]
    return pairs + [(SPACE, d) for d in "0123456789"] + [(SPACE, a + b) for a, b in pairs]


def word_merges(corpus: Iterable[str], count: int) -> list[tuple[str, str]]:
    """The first `count` merges of a BPE trained on a text without digits."""
    learner = Tokenizer(models.BPE())
    learner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(vocab_size=256 + count, initial_alphabet=alphabet, show_progress=False)
    learner.train_from_iterator(corpus, trainer)
    return [tuple(m) for m in json.loads(learner.to_str())["model"]["merges"]]


def make_tokenizer(merges: list[tuple[str, str]], alphabet: list[str], grammar: list[str] = GRAMMAR) -> Tokenizer:
    """Vocabulary order: first specials, bytes, merges, image specials, grammar tokens."""
    seen: dict[str, int] = {}
    for token in [*FIRST, *alphabet, *(a + b for a, b in merges), *IMAGE, *grammar]:
        seen.setdefault(token, len(seen))
    tokenizer = Tokenizer(models.BPE(vocab=seen, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(t, special=True, normalized=False) for t in [*FIRST, *IMAGE]])
    tokenizer.add_tokens([AddedToken(t, special=False, normalized=False) for t in grammar])
    return tokenizer


def prompt_text(question: str, image_tokens: int) -> str:
    picture = "<fake_token_around_image><global-img>" + "<image>" * image_tokens + "<fake_token_around_image>"
    return f"<|im_start|>User:{picture}{question}<end_of_utterance>\nAssistant:"
