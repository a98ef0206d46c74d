"""The tiny policy with random weights behind the golden files: `python -m twin.tiny` writes tests/golden/tiny/bundle.

Weights are scaled so that activations and logits are of order one and every part matters.
"""
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn

from policy.bundle import write_file_list
from policy.config import TINY
from policy.decoder import QuantLinear, RMSNorm
from policy.export_decoder import export_decoder
from policy.policy import Policy, export_bundle
from policy.quantize import dequantized
from policy.tokenizer import FIRST, GRAMMAR, IMAGE, make_tokenizer

GOLDEN = Path(__file__).resolve().parents[2] / "tests/golden/tiny"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789ĠĊ" + ".,:;?!'-()/<>=+*_%&"


def tiny_tokenizer() -> Tokenizer:
    """One token a character, 96 in all; bytes outside the alphabet are dropped."""
    tokenizer = make_tokenizer([], list(LETTERS))
    assert tokenizer.get_vocab_size() == len(FIRST) + len(LETTERS) + len(IMAGE) + len(GRAMMAR) == TINY.vocab_size
    return tokenizer


def tiny_policy() -> Policy:
    """Random, the same each time; the linears already hold their dequantised 4-bit weights."""
    torch.manual_seed(7)
    policy = Policy(TINY, channels=(8, 8, 16, 16), extra=1)
    with torch.no_grad():
        for module in policy.modules():
            if isinstance(module, QuantLinear):
                nn.init.normal_(module.weight, std=1.4 * module.in_features**-0.5)
                module.weight.copy_(dequantized(module.weight, TINY.block_size))
            elif isinstance(module, RMSNorm):
                module.weight.copy_(1 + 0.3 * torch.randn_like(module.weight))
            elif isinstance(module, nn.BatchNorm2d):
                module.weight.uniform_(0.8, 1.5)
                module.bias.normal_(std=0.3)
                module.running_mean.normal_(std=0.2)
                module.running_var.uniform_(0.3, 0.8)
            elif isinstance(module, nn.Embedding):
                module.weight.normal_(std=0.8)
    return policy.eval()


def main() -> None:
    policy, folder = tiny_policy(), GOLDEN / "bundle"
    export_bundle(policy, tiny_tokenizer(), folder)
    export_decoder(policy.decoder, folder / "onnx/decoder_model_merged_q4_packed.onnx", packed=True)
    export_decoder(policy.decoder, folder / "onnx/decoder_model_merged.onnx", quantized=False)
    write_file_list(folder)
    print(sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()), "bytes in", folder.name)


if __name__ == "__main__":
    main()
