"""Pocket's decoder with eyes of random weights, as a picture model of transformers: `python -m pocket.make_seeing_twin OUT [BUNDLE]`.

It writes the form of Pocket's answers and sees nothing: enough to run an exported training for a few steps (tests/export/trlRun.test.ts). OUT loads with
AutoModelForImageTextToText and AutoProcessor (Idefics3, 36 tokens per picture, as in the bundle).
"""
import json
import sys
from pathlib import Path

import torch
from transformers import AutoTokenizer, Idefics3Config, Idefics3ForConditionalGeneration, Idefics3ImageProcessor, Idefics3Processor

from pocket.make_twin import BUNDLE, config_of, state_of


def seeing(bundle: Path) -> Idefics3ForConditionalGeneration:
    kept = json.loads((bundle / "config.json").read_text())
    eyes = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 1, "num_attention_heads": 2}
    torch.manual_seed(0)
    model = Idefics3ForConditionalGeneration(Idefics3Config(
        text_config=config_of(bundle).to_dict(),
        vision_config={**eyes, "image_size": kept["vision_config"]["image_size"], "patch_size": kept["vision_config"]["patch_size"]},
        **{name: kept[name] for name in ("scale_factor", "image_token_id", "pad_token_id", "bos_token_id", "eos_token_id", "tie_word_embeddings")},
    ))
    state = {name.replace("model.", "model.text_model.", 1) if name.startswith("model.") else name: value for name, value in state_of(bundle).items()}
    missing, unexpected = model.load_state_dict(state, strict=False)
    blind = [name for name in missing if "vision_model" not in name and "connector" not in name]
    if blind or unexpected:
        raise ValueError(f"Weights without a place: {unexpected}; places without weights: {blind}.")
    model.generation_config.eos_token_id = kept["eos_token_id"]
    model.generation_config.pad_token_id = kept["pad_token_id"]
    return model.eval()


def main() -> None:
    out, bundle = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else BUNDLE
    kept = json.loads((bundle / "config.json").read_text())
    side = {"longest_edge": kept["vision_config"]["image_size"]}
    tokenizer = AutoTokenizer.from_pretrained(bundle, padding_side="left")
    pictures = Idefics3ImageProcessor(size=side, max_image_size=side, do_image_splitting=False)
    Idefics3Processor(pictures, tokenizer, image_seq_len=kept["image_seq_len"], chat_template=tokenizer.chat_template).save_pretrained(out)
    seeing(bundle).save_pretrained(out)


if __name__ == "__main__":
    main()
