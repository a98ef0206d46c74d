"""The shipped decoder as a transformers model: `python -m pocket.make_twin OUT [BUNDLE]` (default public/models/pocket).

Reads the ONNX files (not a checkpoint), dequantises the 4-bit weights, and writes OUT/model.safetensors, config.json (LlamaForCausalLM, names of
transformers) and the tokenizer; AutoModelForCausalLM, PEFT and TRL load the folder. The eyes stay in ONNX: their features enter as inputs_embeds.
"""
import json
import shutil
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import save_file
from torch import Tensor
from transformers import LlamaConfig, LlamaForCausalLM

BUNDLE = Path(__file__).resolve().parents[2] / "public/models/pocket"
TOKENIZER = ("tokenizer.json", "tokenizer_config.json")


def unpacked(node: onnx.NodeProto, values: dict[str, np.ndarray]) -> np.ndarray:
    """MatMulNBits, 4 bits, zero point 8 -> float32 [N, K]."""
    size = {a.name: a.i for a in node.attribute}
    if size["bits"] != 4 or len(node.input) > 3:
        raise ValueError(f"{node.name}: {size['bits']} bits or with zero points; the twin reads 4 bits with zero point 8.")
    packed, scales = values[node.input[1]], values[node.input[2]]
    nibbles = np.stack([packed & 15, packed >> 4], axis=-1).reshape(*packed.shape[:2], -1).astype(np.float32)
    return ((nibbles - 8) * scales.reshape(*nibbles.shape[:2], 1)).reshape(size["N"], size["K"])


def state_of(bundle: Path) -> dict[str, Tensor]:
    """Node and initialiser names of onnxruntime-genai's builder -> names of LlamaForCausalLM."""
    graph = onnx.load(bundle / "onnx/decoder_model_merged_q4.onnx").graph
    values = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    table = onnx.load(bundle / "onnx/embed_tokens.onnx").graph
    state = {"model.embed_tokens.weight": numpy_helper.to_array(table.initializer[0]).astype(np.float32)}
    for node in graph.node:
        if node.op_type == "MatMulNBits":  # /model/layers.0/attn/q_proj/MatMul_Q4, /lm_head/MatMul_Q4
            stem = node.name.removesuffix("/MatMul_Q4").removeprefix("/").replace("/", ".").replace(".attn.", ".self_attn.")
            state[f"{stem}.weight"] = unpacked(node, values)
    for name, value in values.items():
        if "layernorm" in name or "norm.weight" in name:
            state["model.norm.weight" if "final_norm" in name else name] = value
    return {name: torch.from_numpy(np.array(value, np.float32)) for name, value in state.items()}


def config_of(bundle: Path) -> LlamaConfig:
    text = json.loads((bundle / "config.json").read_text())["text_config"]
    names = ("vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads", "rms_norm_eps", "max_position_embeddings")
    head = text.get("head_dim", text["hidden_size"] // text["num_attention_heads"])
    theta = text.get("rope_theta", 10000.0)
    return LlamaConfig(**{n: text[n] for n in names}, head_dim=head, tie_word_embeddings=False, rope_parameters={"rope_type": "default", "rope_theta": theta})


def twin(bundle: Path = BUNDLE) -> LlamaForCausalLM:
    model = LlamaForCausalLM(config_of(bundle))
    model.load_state_dict(state_of(bundle))
    return model.eval()


def main() -> None:
    out, bundle = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else BUNDLE
    model = twin(bundle)
    out.mkdir(parents=True, exist_ok=True)
    save_file({k: v.contiguous() for k, v in model.state_dict().items()}, out / "model.safetensors", metadata={"format": "pt"})
    model.config.architectures = ["LlamaForCausalLM"]
    model.config.save_pretrained(out)
    for name in TOKENIZER:
        shutil.copy(bundle / name, out / name)
    print(f"{sum(p.numel() for p in model.parameters()):,} parameters in {out / 'model.safetensors'}")


if __name__ == "__main__":
    main()
