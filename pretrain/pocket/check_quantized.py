"""What rounding costs: the same questions about held-out pictures, answered teacher-forced by the float network, with the decoder in 4 bits, and
with the shipped int8 eyes beside it. `python -m pocket.check_quantized WORK CHECKPOINT BUNDLE [BATCHES]`.

right = share of the words' tokens (no coordinates) that are the most probable ones; boxes = nats of the coordinates above the entropy of their
target. Goal: right of the last row >= 98 % of the first row's. BUNDLE is what `pocket.export` wrote from CHECKPOINT.
"""
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch.nn import functional as F

from pocket.packs import pack_batches
from pocket.policy import new_pocket
from pocket.sequences import SPREADS, soft_targets
from pocket.stream import to_input

PACKS = 24


def main() -> None:
    work, checkpoint, bundle = map(Path, sys.argv[1:4])
    count = int(sys.argv[4]) if len(sys.argv) > 4 else 20
    policy, tokenizer = new_pocket()
    policy.load_state_dict(torch.load(checkpoint, map_location="cpu")["policy"])
    policy.eval()
    image_id = tokenizer.token_to_id("<image>")
    numbers = torch.tensor([[tokenizer.encode(f"{s}{n}").ids[0] for n in range(100)] for s in ("", " ")])
    eyes = onnxruntime.InferenceSession(bundle / "onnx/vision_encoder.onnx")
    draw = pack_batches(work, PACKS, SPREADS["middle"], ("validation",))()
    rng = np.random.default_rng(0)
    rows = {"float": [], "decoder in 4 bits": [], "and eyes in int8": []}
    for _ in range(count):
        batch = draw(rng).batch
        x = to_input(batch.pictures)
        hard = torch.ones(len(batch.rows), dtype=torch.bool)
        hard[batch.soft_rows] = False
        with torch.no_grad():
            features = policy.vision.tokens(policy.vision.grid(x))
            seen = [eyes.run(None, {"pixel_values": one.contiguous().numpy()[None, None]})[0] for one in x]
            shipped = torch.from_numpy(np.concatenate(seen)).reshape(features.shape)
            for (name, found), (given, quantized) in zip(rows.items(), [(features, False), (features, True), (shipped, True)]):
                policy.decoder.quantize(quantized)
                embeds = policy.prompt_embeds(batch.ids, given[batch.shown], image_id)
                hidden, _ = policy.decoder(embeds, batch.positions, batch.mask)
                logits = policy.decoder.lm_head(hidden.flatten(0, 1)[batch.rows])
                right = (logits[hard].argmax(-1) == batch.labels[hard]).float()
                target = soft_targets(batch.soft)
                logp = logits[batch.soft_rows].log_softmax(-1).gather(1, numbers[(~batch.leading).long()])
                boxes = (target * (target.log() - logp)).sum(1)
                words = F.cross_entropy(logits[hard], batch.labels[hard], reduction="sum")
                found.append([right.sum().item(), len(right), words.item(), boxes.sum().item(), len(boxes)])
    first = None
    for name, found in rows.items():
        right, total, words, boxes, coordinates = np.sum(found, 0)
        first = first or right / total
        print(f"{name}: right {right / total:.4f} ({right / total / first:.1%} of float), words {words / total:.3f}, boxes {boxes / coordinates:.3f}, {int(total)} words")


if __name__ == "__main__":
    main()
