"""The texts of the folder: config.json, generation_config.json, tokenizer.json, tokenizer_config.json (as on the hub, from what GGUF says)."""
import json
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

from hubsize.source import Size, Source

CONTROL = 3
NAME = "SmolLM2-135M-Instruct"


def tokenizer_of(source: Source) -> Tokenizer:
    """Byte-level BPE that parts digits, as SmolLM's tokenizer does (`tokenizer.ggml.pre` is smollm)."""
    vocab = {token: i for i, token in enumerate(source.tokens)}
    tokenizer = Tokenizer(models.BPE(vocab=vocab, merges=[tuple(merge.split(" ")) for merge in source.merges]))
    digits, letters = pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([digits, letters])
    tokenizer.decoder = decoders.ByteLevel()
    control = [token for token, kind in zip(source.tokens, source.kinds) if kind == CONTROL]
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in control])
    if tokenizer.get_vocab_size() != source.size.vocab:
        raise SystemExit(f"The tokenizer has {tokenizer.get_vocab_size()} tokens and the network {source.size.vocab}.")
    return tokenizer


def config_of(size: Size, ends: list[int]) -> dict[str, object]:
    return {
        "_name_or_path": f"HuggingFaceTB/{NAME}", "architectures": ["LlamaForCausalLM"], "model_type": "llama", "attention_bias": False,
        "mlp_bias": False, "hidden_act": "silu", "hidden_size": size.width, "intermediate_size": size.inner, "num_hidden_layers": size.layers,
        "num_attention_heads": size.heads, "num_key_value_heads": size.kv_heads, "head_dim": size.head, "vocab_size": size.vocab,
        "max_position_embeddings": size.positions, "rms_norm_eps": size.epsilon, "rope_theta": size.theta, "tie_word_embeddings": True,
        "bos_token_id": 1, "eos_token_id": ends[0], "pad_token_id": ends[0], "torch_dtype": "float32",
    }


def write_texts(folder: Path, source: Source) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    put = lambda name, value: (folder / name).write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    put("config.json", config_of(source.size, source.ends))
    put("generation_config.json", {"bos_token_id": 1, "eos_token_id": source.ends[0], "pad_token_id": source.ends[0]})
    word = lambda i: source.tokens[i]
    put("tokenizer_config.json", {
        "tokenizer_class": "PreTrainedTokenizerFast", "bos_token": word(1), "eos_token": word(source.ends[0]), "pad_token": word(source.ends[0]),
        "unk_token": word(0), "add_prefix_space": False, "clean_up_tokenization_spaces": False, "model_max_length": source.size.positions,
        "chat_template": source.template,
    })
    tokenizer_of(source).save(str(folder / "tokenizer.json"))
