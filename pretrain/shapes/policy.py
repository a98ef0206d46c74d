"""The shapes policy: its sizes, its tokenizer."""
from tokenizers import Tokenizer, pre_tokenizers

from policy.config import SHAPES
from policy.policy import Policy
from policy.tokenizer import FIRST, GRAMMAR, IMAGE, make_tokenizer, number_merges, word_merges
from shapes.questions import corpus

CHANNELS = (32, 64, 96, 128)
EXTRA = 2


def shapes_policy() -> Policy:
    return Policy(SHAPES, CHANNELS, EXTRA)


def shapes_tokenizer() -> Tokenizer:
    """640 tokens: specials, bytes, numbers, and as many words of the task as fit."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    numbers = number_merges()
    room = SHAPES.vocab_size - len(FIRST) - len(alphabet) - len(numbers) - len(IMAGE) - len(GRAMMAR)
    tokenizer = make_tokenizer(numbers + word_merges(corpus(), room), alphabet)
    assert tokenizer.get_vocab_size() == SHAPES.vocab_size, tokenizer.get_vocab_size()
    return tokenizer
