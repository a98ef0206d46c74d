"""Checks the twin against transformers and PEFT: `python -m twin.check_peft [ADAPTER_FOLDER]`.

The tiny decoder becomes a LlamaForCausalLM, θ of gradient.json becomes a PEFT adapter; log-probs must equal the golden
ones, with prefix and rows in one causal pass. With a folder (an adapter exported by the page for that θ), that one is used.
"""
import base64
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from peft import PeftModel
from safetensors.torch import save_file
from torch import Tensor
from transformers import LlamaConfig, LlamaForCausalLM

from policy.config import TINY
from policy.decoder import PROJECTIONS
from twin.tiny import GOLDEN, tiny_policy


def read(value: dict) -> Tensor:
    data = np.frombuffer(base64.b64decode(value["data"]), value["dtype"]).reshape(value["shape"])
    return torch.from_numpy(data.copy())


def llama() -> LlamaForCausalLM:
    """The tiny decoder in transformers' class, float64."""
    policy, c = tiny_policy(), TINY
    config = LlamaConfig(
        vocab_size=c.vocab_size, hidden_size=c.hidden_size, intermediate_size=c.intermediate_size, head_dim=c.head_dim,
        num_hidden_layers=c.num_layers, num_attention_heads=c.num_heads, num_key_value_heads=c.num_kv_heads,
        rms_norm_eps=c.rms_norm_eps, max_position_embeddings=c.max_positions, tie_word_embeddings=False,
        rope_parameters={"rope_type": "default", "rope_theta": c.rope_theta},
    )
    state = {"model.embed_tokens.weight": policy.embed.weight}
    for name, value in policy.decoder.state_dict().items():
        for projection in PROJECTIONS:
            part = "self_attn" if projection[0] in "qkvo" else "mlp"
            name = name.replace(f".{projection}.", f".{part}.{projection}.")
        state[name if name.startswith("lm_head") else f"model.{name}"] = value
    model = LlamaForCausalLM(config)
    model.load_state_dict(state)
    return model.double().eval()


def write_adapter(golden: dict, folder: Path) -> None:
    theta, tensors = read(golden["theta"]), {}
    for s in golden["segments"]:
        size = s["shape"][0] * s["shape"][1]
        tensors[f"base_model.model.{s['name']}"] = theta[s["offset"] : s["offset"] + size].view(s["shape"]).contiguous()
    save_file(tensors, folder / "adapter_model.safetensors")
    config = {"peft_type": "LORA", "task_type": "CAUSAL_LM", "r": golden["rank"], "lora_alpha": golden["alpha"],
              "target_modules": list(PROJECTIONS), "lora_dropout": 0.0, "bias": "none", "base_model_name_or_path": None}
    (folder / "adapter_config.json").write_text(json.dumps(config))


def main() -> None:
    golden = json.loads((GOLDEN / "gradient.json").read_text())
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary)
        if len(sys.argv) == 1:
            write_adapter(golden, folder)
        model = PeftModel.from_pretrained(llama(), str(folder)).double().eval()
    table, worst = model.get_input_embeddings().weight, 0.0
    for case in golden["cases"].values():
        lengths, rows, ids, logp = (read(case[k]) for k in ("lengths", "inputs", "ids", "logp"))
        for r, prompt in enumerate(read(case["prompt_of_row"]).tolist()):
            n = int(lengths[r])
            prefix = read(golden["prompts"][prompt]["prefix_embeds"]).double()
            with torch.no_grad():
                embeds = torch.cat([prefix, table[rows[r, :n].long()]])[None]
                logits = model(inputs_embeds=embeds).logits[0, len(prefix) :]
            found = (logits / golden["temperature"]).log_softmax(-1).gather(1, ids[r, :n].long())
            worst = max(worst, (found - logp[r, :n]).abs().max().item())
    print("largest difference of a log-prob:", worst)
    assert worst < 1e-5


if __name__ == "__main__":
    main()
