"""A teacher for the picture's tokens: each shall lie near the embedding of the noun, plural or colour of what it shows.

The decoder finds a thing by its name when a query made from the noun's embedding meets a key made from the picture's token. If both speak of the noun
in one direction of the space, one map serves all 161 nouns, where else each pair has to be learned by itself. So a token, times the embeddings of the
nouns (the sum over a noun's BPE pieces), is a classifier: cross-entropy against the share of the token's four cells that each thing owns.
Letters: n pictures, N = 36 tokens, D hidden size, K nouns or colours, g = 12 cells a side.
"""
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from pocket.colours import NAMES
from pocket.dense import Targets, mean_where
from pocket.nouns import nouns

SCALE = 8.0
"""The product of two embeddings is divided by it: half the root of D, so that a token need not copy an embedding whole."""


def pieces(tokenizer: Tokenizer, words: list[str], vocabulary: int) -> Tensor:
    """[K,V]: how often a word, after a space, holds each token."""
    rows = torch.zeros(len(words), vocabulary)
    for row, word in zip(rows, words):
        for token in tokenizer.encode(f" {word}").ids:
            row[token] += 1
    return rows


def by_token(labels: Tensor, classes: int) -> Tensor:
    """int64 [n,g,g], -1 = nothing -> float [n,N,classes+1]: shares of the token's four cells; the last class is nothing."""
    one = F.one_hot(torch.where(labels < 0, classes, labels), classes + 1).float()
    return F.avg_pool2d(one.permute(0, 3, 1, 2), 2).flatten(2).transpose(1, 2)


class Matching(nn.Module):
    """`nothing` holds the logits of an empty token, one for each list of words; it is not shipped."""

    def __init__(self, tokenizer: Tokenizer, vocabulary: int) -> None:
        super().__init__()
        table = nouns()
        lists = [[row["noun"] for row in table], [row["plural"] for row in table], list(NAMES)]
        for k, words in enumerate(lists):
            self.register_buffer(f"words_{k}", pieces(tokenizer, words, vocabulary), persistent=False)
        self.nothing = nn.Parameter(torch.zeros(len(lists)))

    def forward(self, tokens: Tensor, embedding: Tensor, truth: Targets) -> tuple[Tensor, Tensor]:
        """tokens [n,N,D], embedding [V,D] -> mean cross-entropy of the lists; share of the right nouns among the tokens that show one thing."""
        total, right = torch.zeros((), device=tokens.device), torch.zeros((), device=tokens.device)
        for k in range(len(self.nothing)):
            words = getattr(self, f"words_{k}")
            labels = truth.colour if k == 2 else truth.noun
            scores = tokens @ (words @ embedding).T / SCALE
            logits = torch.cat([scores, self.nothing[k].expand(*scores.shape[:2], 1)], -1)
            target = by_token(labels, len(words))
            known = (target[..., -1] < 1) if k == 2 else torch.ones_like(target[..., -1], dtype=torch.bool)
            each = F.cross_entropy(logits.flatten(0, 1), target.flatten(0, 1), reduction="none").view_as(known)
            total = total + mean_where(each, known) / len(self.nothing)
            if k == 0:
                sure = target[..., :-1].amax(-1) > 0.9
                right = mean_where((scores.argmax(-1) == target[..., :-1].argmax(-1)).float(), sure)
        return total, right
