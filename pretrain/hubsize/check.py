"""Greedy answers of transformers on the weights that the file stands for, beside those of onnxruntime and, where given, of a run.

    python -m hubsize.check FOLDER PROMPTS.jsonl [--run RUN.jsonl] [--count N]

The weights are taken out of onnx/model_q4.onnx with NumPy alone, so neither the quantiser nor onnxruntime has a say in them. RUN.jsonl is the
--json file of `npm run train -- --steps 0` on the same prompts: its texts are the page's. Exit code 1 where anything differs.
"""
import argparse
import json
import re
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnx import numpy_helper
from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM

TOKENS = 24
QKV = ("q_proj", "k_proj", "v_proj")
"""Two kernels add up in different orders; a wrong weight or position is off by more than 1e-2."""
WORST_LOG_P = 1e-3


def plain(node: onnx.NodeProto, held: dict[str, np.ndarray]) -> np.ndarray:
    """float32 [N, K] of a MatMulNBits."""
    facts = {attribute.name: attribute.i for attribute in node.attribute}
    n, k, bits, block = (facts[name] for name in ("N", "K", "bits", "block_size"))
    spread = lambda packed, count: np.stack([packed & 15, packed >> 4], -1).reshape(n, -1)[:, :count] if bits == 4 else packed.reshape(n, -1)
    q = spread(held[node.input[1]].reshape(n, -1), k).reshape(n, k // block, block).astype(np.float32)
    given = len(node.input) > 3 and node.input[3]
    zeros = spread(held[node.input[3]].reshape(n, -1), k // block).astype(np.float32)[..., None] if given else np.float32(2 ** (bits - 1))
    return ((q - zeros) * held[node.input[2]].reshape(n, k // block, 1)).reshape(n, k)


def weights_in(path: Path, heads: tuple[int, int, int]) -> dict[str, torch.Tensor]:
    """Names of transformers -> weights; qkv_proj parted into `heads` rows."""
    graph = onnx.load(path).graph
    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    found = {}
    for node in graph.node:
        base = re.sub("^(model.layers|lm_head)", r"\1", node.name.strip("/").replace("/", ".").rsplit(".", 1)[0])
        if node.op_type == "MatMulNBits":
            weight = plain(node, held)
            if not base.endswith("qkv_proj"):
                found[base.replace(".attn.", ".self_attn.")] = weight
                continue
            for name, part in zip(QKV, np.split(weight, np.cumsum(heads)[:-1])):
                found[base.replace(".attn.qkv_proj", f".self_attn.{name}")] = part
        elif node.op_type.endswith("SimplifiedLayerNormalization"):
            name = node.input[-1].removesuffix(".weight")
            found["model.norm" if name.endswith("final_norm_layernorm") else name] = held[node.input[-1]]
    found["model.embed_tokens"] = found["lm_head"]
    return {f"{name}.weight": torch.from_numpy(np.array(value)) for name, value in found.items()}


def reference(folder: Path) -> LlamaForCausalLM:
    config = LlamaConfig.from_pretrained(folder)
    rows = config.num_attention_heads * config.head_dim, config.num_key_value_heads * config.head_dim
    weights = weights_in(folder / "onnx/model_q4.onnx", (rows[0], rows[1], rows[1]))
    model = LlamaForCausalLM(config).float().eval()
    model.load_state_dict(weights)
    return model


@torch.no_grad()
def by_transformers(model: LlamaForCausalLM, ids: list[int], ends: set[int]) -> tuple[list[int], list[float]]:
    new, log_ps, past, now = [], [], None, torch.tensor([ids])
    while len(new) < TOKENS and not (new and new[-1] in ends):
        out = model(now, past_key_values=past, use_cache=True)
        past, logs = out.past_key_values, out.logits[0, -1].double().log_softmax(-1)
        new.append(int(logs.argmax()))
        log_ps.append(float(logs[new[-1]]))
        now = torch.tensor([[new[-1]]])
    return new, log_ps


def by_onnxruntime(session: ort.InferenceSession, config: LlamaConfig, ids: list[int], forced: list[int]) -> tuple[list[int], list[float]]:
    """The likeliest token behind every beginning of `forced`, and log p of the forced one."""
    kinds = [f"past_key_values.{i}.{kind}" for i in range(config.num_hidden_layers) for kind in ("key", "value")]
    past = [np.zeros((1, config.num_key_value_heads, 0, config.head_dim), np.float32) for _ in kinds]
    best, log_ps, now, total = [], [], ids, 0
    for token in forced:
        total += len(now)
        feeds = {"input_ids": np.array([now], np.int64), "attention_mask": np.ones((1, total), np.int64), **dict(zip(kinds, past))}
        logits, *past = session.run(None, feeds)
        logs = torch.from_numpy(logits[0, -1]).double().log_softmax(-1)
        best.append(int(logs.argmax()))
        log_ps.append(float(logs[token]))
        now = [token]
    return best, log_ps


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m hubsize.check")
    parser.add_argument("folder", type=Path)
    parser.add_argument("prompts", type=Path)
    parser.add_argument("--run", type=Path)
    parser.add_argument("--count", type=int)
    args = parser.parse_args()
    folder, prompts = args.folder, [json.loads(line) for line in args.prompts.read_text().splitlines()][: args.count]
    told = json.loads(args.run.read_text().splitlines()[-1])["before"] if args.run else {}
    model, tokenizer = reference(folder), AutoTokenizer.from_pretrained(folder)
    session = ort.InferenceSession(folder / "onnx/model_q4.onnx", providers=["CPUExecutionProvider"])
    ends, apart, worst, wrong = {model.config.eos_token_id}, 0, 0.0, 0
    for prompt in prompts:
        asked = tokenizer.apply_chat_template([{"role": "user", "content": prompt["question"]}], add_generation_prompt=True, tokenize=False)
        ids = tokenizer(asked, add_special_tokens=False).input_ids
        new, log_ps = by_transformers(model, ids, ends)
        best, log_qs = by_onnxruntime(session, model.config, ids, new)
        apart += sum(a != b for a, b in zip(new, best))
        worst = max(worst, *(abs(a - b) for a, b in zip(log_ps, log_qs)))
        text = tokenizer.decode(new, skip_special_tokens=True)
        page = told.get(prompt["id"], {}).get("completion", text)
        wrong += page != text
        print(f"{prompt['id']}: {text!r}" + ("" if page == text else f"\n  the run says {page!r}"))
    page = f"; {len(prompts) - wrong} of {len(prompts)} texts of the run are the same" if told else ""
    print(f"onnxruntime: {apart} tokens differ, log p by at most {worst:.1e}{page}")
    sys.exit(apart > 0 or wrong > 0 or worst > WORST_LOG_P)


if __name__ == "__main__":
    main()
