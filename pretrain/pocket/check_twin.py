"""The shipped decoder, its twin and an adapter of the page say the same: `python -m pocket.check_twin [ADAPTER_FOLDER CASE]`.

Without arguments: the twin's logits against the ONNX file in onnxruntime, for random inputs. With an adapter in PEFT's files and a case written by
tests/2-policy/pocketTwin.test.ts: PEFT loads the adapter into the twin, and the log-probs of the engine must come back. Case: {temperature, rows:
[{prefix [S,D], tokens [L], logProbs [L]}]}; the first of `inputs` [L] is the last token of the prompt.
"""
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from pocket.make_twin import BUNDLE, twin


def against_onnx() -> float:
    model, rng = twin(), np.random.default_rng()
    session = onnxruntime.InferenceSession(str(BUNDLE / "onnx/decoder_model_merged_q4.onnx"), providers=["CPUExecutionProvider"])
    c, n = model.config, 60
    embeds = model.get_input_embeddings().weight.detach().numpy()[rng.integers(0, c.vocab_size, n)][None]
    past = np.zeros((1, c.num_key_value_heads, 0, c.head_dim), np.float32)
    feeds = {"inputs_embeds": embeds, "attention_mask": np.ones((1, n), np.int64), "position_ids": np.arange(n)[None]}
    feeds |= {f"past_key_values.{i}.{k}": past for i in range(c.num_hidden_layers) for k in ("key", "value")}
    said = session.run(["logits"], {i.name: feeds[i.name] for i in session.get_inputs()})[0]
    with torch.no_grad():
        wanted = model(inputs_embeds=torch.from_numpy(embeds)).logits.numpy()
    return float(np.abs(said - wanted).max())


def with_adapter(folder: Path, case: dict) -> float:
    from peft import PeftModel

    model = PeftModel.from_pretrained(twin(), str(folder)).eval()
    table, worst = model.get_input_embeddings().weight, 0.0
    for row in case["rows"]:
        prefix = torch.tensor(row["prefix"], dtype=torch.float32).view(-1, table.shape[1])
        with torch.no_grad():
            embeds = torch.cat([prefix, table[torch.tensor(row["inputs"])]])[None]
            logits = model(inputs_embeds=embeds).logits[0, len(prefix) :]
        found = (logits / case["temperature"]).log_softmax(-1).gather(1, torch.tensor(row["tokens"])[:, None])[:, 0]
        worst = max(worst, (found - torch.tensor(row["logProbs"])).abs().max().item())
    return worst


def main() -> None:
    if len(sys.argv) > 2:
        worst, limit = with_adapter(Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())), 1e-3
        print("largest difference of a log-prob:", worst)
    else:
        worst, limit = against_onnx(), 1e-3
        print("largest difference of a logit:", worst)
    assert worst < limit


if __name__ == "__main__":
    main()
