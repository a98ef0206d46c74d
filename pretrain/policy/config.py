"""The sizes of a policy; one record serves training, export and the config.json of the bundle."""
from dataclasses import dataclass


@dataclass(frozen=True)
class PolicyConfig:
    """D = hidden_size, N = image_tokens, V = vocab_size."""

    hidden_size: int
    num_layers: int
    num_heads: int
    num_kv_heads: int
    head_dim: int
    intermediate_size: int
    vocab_size: int
    image_size: int
    patch_size: int = 16
    rope_theta: float = 10000.0
    rms_norm_eps: float = 1e-5
    max_positions: int = 512
    block_size: int = 32

    @property
    def image_tokens(self) -> int:
        return (self.image_size // self.patch_size) ** 2


SHAPES = PolicyConfig(192, 4, 6, 2, 32, 512, vocab_size=640, image_size=96)
TINY = PolicyConfig(64, 2, 4, 2, 16, 96, vocab_size=96, image_size=32, max_positions=128)
