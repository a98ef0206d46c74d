"""Llama-style decoder in PyTorch: the twin of the exported graph, for training (float32) and for golden files (float64).

Letters: B batch, T new tokens, P past, D hidden, H heads, K key/value heads, d head size, V vocabulary.
"""
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from policy.config import PolicyConfig
from policy.quantize import fake_quantized

PROJECTIONS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
KeyValue = tuple[Tensor, Tensor]


class QuantLinear(nn.Linear):
    """Linear without bias whose weight passes through 4 bits while `quantized` is set."""

    def __init__(self, inputs: int, outputs: int, block: int) -> None:
        super().__init__(inputs, outputs, bias=False)
        self.block = block
        self.quantized = False

    def forward(self, x: Tensor) -> Tensor:
        weight = fake_quantized(self.weight, self.block) if self.quantized else self.weight
        return F.linear(x, weight)


class RMSNorm(nn.Module):
    def __init__(self, size: int, eps: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps) * self.weight


def rotary_tables(config: PolicyConfig) -> tuple[Tensor, Tensor]:
    """cos, sin [max_positions, d/2], rounded to float32 as the exported graph holds them."""
    half = config.head_dim // 2
    inverse = config.rope_theta ** (-torch.arange(half, dtype=torch.float64) / half)
    angle = torch.arange(config.max_positions, dtype=torch.float64)[:, None] * inverse
    return angle.cos().float(), angle.sin().float()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """x [B, heads, T, d]; cos, sin [B, 1, T, d/2]; half-split pairs as in Llama."""
    first, second = x.chunk(2, dim=-1)
    return torch.cat([first * cos - second * sin, second * cos + first * sin], dim=-1)


class Layer(nn.Module):
    def __init__(self, c: PolicyConfig) -> None:
        super().__init__()
        self.config = c
        width, kv_width = c.num_heads * c.head_dim, c.num_kv_heads * c.head_dim
        sizes = {
            "q_proj": (c.hidden_size, width), "k_proj": (c.hidden_size, kv_width), "v_proj": (c.hidden_size, kv_width),
            "o_proj": (width, c.hidden_size), "gate_proj": (c.hidden_size, c.intermediate_size),
            "up_proj": (c.hidden_size, c.intermediate_size), "down_proj": (c.intermediate_size, c.hidden_size),
        }
        for name, (inputs, outputs) in sizes.items():
            self.add_module(name, QuantLinear(inputs, outputs, c.block_size))
        self.input_layernorm = RMSNorm(c.hidden_size, c.rms_norm_eps)
        self.post_attention_layernorm = RMSNorm(c.hidden_size, c.rms_norm_eps)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor, past: KeyValue | None) -> tuple[Tensor, KeyValue]:
        """x [B,T,D]; mask bool [*,1,T,P+T]; past 2 x [B,K,P,d] -> [B,T,D] and present 2 x [B,K,P+T,d]."""
        c = self.config
        h = self.input_layernorm(x)
        heads = lambda y: y.unflatten(-1, (-1, c.head_dim)).transpose(1, 2)  # [B,heads,T,d]
        q, k, v = heads(self.q_proj(h)), heads(self.k_proj(h)), heads(self.v_proj(h))
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        if past is not None:
            k, v = torch.cat([past[0], k], dim=2), torch.cat([past[1], v], dim=2)
        repeat = c.num_heads // c.num_kv_heads
        attended = F.scaled_dot_product_attention(
            q, k.repeat_interleave(repeat, 1), v.repeat_interleave(repeat, 1), attn_mask=mask
        )
        x = x + self.o_proj(attended.transpose(1, 2).flatten(2))
        h = self.post_attention_layernorm(x)
        return x + self.down_proj(F.silu(self.gate_proj(h)) * self.up_proj(h)), (k, v)


class Decoder(nn.Module):
    def __init__(self, config: PolicyConfig) -> None:
        super().__init__()
        self.config = config
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.num_layers))
        self.norm = RMSNorm(config.hidden_size, config.rms_norm_eps)
        self.lm_head = QuantLinear(config.hidden_size, config.vocab_size, config.block_size)
        cos, sin = rotary_tables(config)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)

    def quantize(self, on: bool = True) -> None:
        for module in self.modules():
            if isinstance(module, QuantLinear):
                module.quantized = on

    def forward(
        self, embeds: Tensor, positions: Tensor, mask: Tensor, past: list[KeyValue] | None = None
    ) -> tuple[Tensor, list[KeyValue]]:
        """embeds [B,T,D], positions [B,T], mask bool [*,1,T,P+T] -> normalised hidden rows [B,T,D], present per layer."""
        cos, sin = self.cos[positions][:, None], self.sin[positions][:, None]  # [B,1,T,d/2]
        present: list[KeyValue] = []
        x = embeds
        for i, layer in enumerate(self.layers):
            x, kv = layer(x, cos, sin, mask, past[i] if past else None)
            present.append(kv)
        return self.norm(x), present


def causal(tokens: int, past: int = 0) -> Tensor:
    """bool [1,1,T,P+T]: query t sees keys 0..P+t."""
    return torch.ones(tokens, past + tokens, dtype=torch.bool).tril(past)[None, None]
