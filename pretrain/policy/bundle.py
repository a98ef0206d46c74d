"""Writes the JSON files of a bundle in the layout of a Hugging Face repository (Idefics3 / SmolVLM), and files.json."""
import hashlib
import json
from pathlib import Path

from tokenizers import Tokenizer

from policy.config import PolicyConfig

TEMPLATE = (
    "<|im_start|>{% for message in messages %}{{message['role'] | capitalize}}"
    "{% if message['content'][0]['type'] == 'image' %}{{':'}}{% else %}{{': '}}{% endif %}"
    "{% for line in message['content'] %}{% if line['type'] == 'text' %}{{line['text']}}"
    "{% elif line['type'] == 'image' %}{{ '<image>' }}{% endif %}{% endfor %}<end_of_utterance>\n{% endfor %}"
    "{% if add_generation_prompt %}{{ 'Assistant:' }}{% endif %}"
)


def write_json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


HALF = (0.5, 0.5, 0.5)


def write_configs(
    folder: Path, c: PolicyConfig, tokenizer: Tokenizer, mean: tuple[float, ...] = HALF, std: tuple[float, ...] = HALF
) -> None:
    """mean, std: of the RGB channels in 0..1, for preprocessor_config.json."""
    ids = {name: tokenizer.token_to_id(name) for name in ("<|im_start|>", "<|im_end|>", "<end_of_utterance>", "<image>")}
    bos, pad, eos, image = ids.values()
    text = {
        "model_type": "llama", "hidden_size": c.hidden_size, "num_hidden_layers": c.num_layers,
        "num_attention_heads": c.num_heads, "num_key_value_heads": c.num_kv_heads, "head_dim": c.head_dim,
        "intermediate_size": c.intermediate_size, "vocab_size": c.vocab_size, "hidden_act": "silu",
        "rope_theta": c.rope_theta, "rms_norm_eps": c.rms_norm_eps, "max_position_embeddings": c.max_positions,
        "tie_word_embeddings": False, "bos_token_id": bos, "eos_token_id": eos, "pad_token_id": pad,
    }
    write_json(folder / "config.json", {
        "architectures": ["Idefics3ForConditionalGeneration"], "model_type": "idefics3", "text_config": text,
        "vision_config": {"model_type": "idefics3_vision", "image_size": c.image_size, "patch_size": c.patch_size,
                          "num_channels": 3},
        "scale_factor": 1, "image_seq_len": c.image_tokens, "image_token_id": image, "vocab_size": c.vocab_size,
        "bos_token_id": bos, "eos_token_id": eos, "pad_token_id": pad, "tie_word_embeddings": False,
    })
    write_json(folder / "generation_config.json", {
        "bos_token_id": bos, "eos_token_id": eos, "pad_token_id": pad, "do_sample": True, "temperature": 1.0, "max_new_tokens": 48,
    })
    write_json(folder / "preprocessor_config.json", {
        "image_processor_type": "Idefics3ImageProcessor", "processor_class": "Idefics3Processor", "do_convert_rgb": True,
        "do_image_splitting": False, "do_resize": True, "size": {"height": c.image_size, "width": c.image_size}, "resample": 2,
        "do_rescale": True, "rescale_factor": 1 / 255, "do_normalize": True, "image_mean": list(mean), "image_std": list(std),
        "do_pad": False,
    })
    tokenizer.save(str(folder / "tokenizer.json"))
    write_json(folder / "tokenizer_config.json", {
        "tokenizer_class": "GPT2Tokenizer", "add_prefix_space": False, "bos_token": "<|im_start|>",
        "eos_token": "<end_of_utterance>", "pad_token": "<|im_end|>", "unk_token": "<|endoftext|>",
        "model_max_length": c.max_positions, "clean_up_tokenization_spaces": False, "chat_template": TEMPLATE,
    })


def write_file_list(folder: Path) -> None:
    """files.json: every other file of the bundle with its size and SHA-256."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in ("files.json", "README.md"))
    rows = [
        {"path": p.relative_to(folder).as_posix(), "bytes": p.stat().st_size, "sha256": hashlib.sha256(p.read_bytes()).hexdigest()}
        for p in files
    ]
    write_json(folder / "files.json", {"files": rows})
