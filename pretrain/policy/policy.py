"""The whole policy: vision encoder, embedding table, decoder; and its export as a bundle."""
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from policy.bundle import write_configs
from policy.config import PolicyConfig
from policy.decoder import Decoder
from policy.export_decoder import export_decoder
from policy.export_vision import export_embed, export_vision
from policy.vision import Vision


class Policy(nn.Module):
    def __init__(self, config: PolicyConfig, channels: tuple[int, ...], extra: int) -> None:
        super().__init__()
        self.config = config
        self.vision = Vision(config, channels, extra)
        self.embed = nn.Embedding(config.vocab_size, config.hidden_size)
        self.decoder = Decoder(config)

    def prompt_embeds(self, ids: Tensor, features: Tensor, image_id: int) -> Tensor:
        """ids [B,T] with N image placeholders a row, features [B,N,D] -> [B,T,D]."""
        embeds = self.embed(ids)
        return embeds.masked_scatter((ids == image_id)[..., None], features.to(embeds.dtype))


def export_bundle(policy: Policy, tokenizer: Tokenizer, folder: Path) -> None:
    """Writes everything but files.json: configs, tokenizer, and the three graphs with the 4-bit decoder."""
    policy = policy.eval()
    write_configs(folder, policy.config, tokenizer)
    with torch.no_grad():
        export_vision(policy.vision, policy.config, folder / "onnx/vision_encoder.onnx")
        export_embed(policy.embed.weight, folder / "onnx/embed_tokens.onnx")
        export_decoder(policy.decoder, folder / "onnx/decoder_model_merged_q4.onnx")
