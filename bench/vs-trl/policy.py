"""Pocket's dequantised twin (pretrain/pocket/make_twin.py) with the pictures as further rows of its embedding table.

So a prompt is plain token ids for TRL, and yet exactly what Rollscope's policy reads; lm_head keeps its rows, so none of them is ever drawn.
"""
import json
from pathlib import Path

import numpy as np
import torch
from transformers import AutoTokenizer, LlamaForCausalLM

# What a user of PEFT writes; the same as Rollscope's default adapter.
LORA = {"r": 16, "lora_alpha": 32, "task_type": "CAUSAL_LM", "target_modules": ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]}


def load(twin: Path, folder: Path):
    """-> the model, its tokenizer, and the prompts: {id: {"ids": [...], "split", "truth"}}."""
    told, features = json.loads((folder / "prompts.json").read_text()), np.load(folder / "features.npz")["features"]
    model = LlamaForCausalLM.from_pretrained(twin, dtype=torch.float32)
    table = model.get_input_embeddings().weight.detach()
    wide = torch.cat([table, torch.from_numpy(features).reshape(-1, table.shape[1]).float()])
    model.set_input_embeddings(torch.nn.Embedding.from_pretrained(wide, freeze=False))
    places, prompts = features.shape[1], {}
    for prompt in told["prompts"]:
        ids = np.array(prompt["ids"])
        rows = [len(table) + places * picture + place for picture in prompt["pictures"] for place in range(places)]
        ids[ids == told["image"]] = rows
        prompts[prompt["id"]] = {**prompt, "ids": ids.tolist()}
    return model, AutoTokenizer.from_pretrained(twin, padding_side="left"), prompts


def looks_up(trainer_class, prompts: dict):
    """The trainer, with prompts looked up by their ids instead of tokenised: picture places have ids that no text has."""

    class Trainer(trainer_class):
        def _tokenize_prompts(self, names):
            return [prompts[name]["ids"] for name in names], None, {}

    return Trainer
