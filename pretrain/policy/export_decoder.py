"""Writes the decoder as onnxruntime-genai's model builder does for SmolVLM: its operators, node names, inputs, outputs.

Three forms, all from the same 4-bit (dequantised) weights:
  separate  q_proj, k_proj, v_proj + RotaryEmbedding + GroupQueryAttention
  packed    qkv_proj -> GroupQueryAttention with do_rotary=1 and the cos/sin caches inside
  float     as separate, but MatMul with the dequantised float32 weights
"""
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from policy.config import PolicyConfig
from policy.decoder import Decoder, Layer
from policy.onnx_graph import CONTRIB, FLOAT, INT32, INT64, GraphBuilder
from policy.quantize import dequantized, pack


class DecoderExport:
    def __init__(self, decoder: Decoder, packed: bool, quantized: bool) -> None:
        self.decoder, self.packed, self.quantized = decoder, packed, quantized
        self.config: PolicyConfig = decoder.config
        self.graph = GraphBuilder("decoder")

    def write(self, path: Path) -> None:
        g, c = self.graph, self.config
        embeds = g.input("inputs_embeds", FLOAT, ["batch_size", "sequence_length", c.hidden_size])
        mask = g.input("attention_mask", INT64, ["batch_size", "total_sequence_length"])
        # The packed form takes the positions from seqlens_k, but transformers.js feeds them all the same.
        g.input("position_ids", INT64, ["batch_size", "sequence_length"])
        for i in range(c.num_layers):
            for kind in ("key", "value"):
                g.input(f"past_key_values.{i}.{kind}", FLOAT, self._kv("past_sequence_length"))
        g.output("logits", FLOAT, ["batch_size", "sequence_length", c.vocab_size])
        lengths = self._mask_lengths(mask)
        g.constant("cos_cache", self.decoder.cos)
        g.constant("sin_cache", self.decoder.sin)

        root, residual = embeds, ""
        for i, layer in enumerate(self.decoder.layers):
            base = f"/model/layers.{i}"
            normal, root = self._norm(f"{base}/input_layernorm", layer.input_layernorm.weight, root, residual)
            residual = self._attention(i, layer, normal, lengths)
            normal, root = self._norm(f"{base}/post_attention_layernorm", layer.post_attention_layernorm.weight, root, residual)
            residual = self._mlp(base, layer, normal)
        final = f"/model/layers.{c.num_layers}/final_norm_layernorm"
        normal, _ = self._norm(final, self.decoder.norm.weight, root, residual, last=True)
        self._linear("/lm_head", [self.decoder.lm_head.weight], normal, output="logits")
        g.save(path)

    def _kv(self, tokens: str) -> list[int | str]:
        return ["batch_size", self.config.num_kv_heads, tokens, self.config.head_dim]

    def _mask_lengths(self, mask: str) -> tuple[str, str]:
        """attention_mask i64 [B,P+T] -> seqlens_k i32 [B,1] (= valid - 1) and total_sequence_length i32 []."""
        g, base = self.graph, "/model/attn_mask_reformat/attn_mask_subgraph"
        total = g.node("ReduceSum", f"{base}/ReduceSum", [mask, g.ints(1)], keepdims=1)
        minus = g.node("Sub", f"{base}/Sub", [total, g.ints(1)])
        lengths = g.node("Cast", f"{base}/Sub/Cast", [minus], to=INT32)
        shape = g.node("Shape", f"{base}/Shape", [mask])
        one = g.constant("/model/constants/INT64/1", np.array(1, np.int64))
        size = g.node("Gather", f"{base}/Gather", [shape, one], axis=0)
        return lengths, g.node("Cast", f"{base}/Gather/Cast", [size], to=INT32)

    def _norm(self, base: str, weight: Tensor, root: str, residual: str, last: bool = False) -> tuple[str, str]:
        """-> the normalised tensor and the sum that the next skip connection starts from."""
        g, epsilon = self.graph, self.config.rms_norm_eps
        gamma = g.constant(base.strip("/").replace("/", ".") + ".weight", weight)
        if not residual:
            name = f"{base}/LayerNorm"
            normal = g.node("SimplifiedLayerNormalization", name, [root, gamma], axis=-1, epsilon=epsilon, stash_type=1)
            return normal, root
        name = f"{base}/SkipLayerNorm"
        outputs = [f"{name}/output_0"] if last else [f"{name}/output_0", "", "", f"{name}/output_3"]
        inputs = [root, residual, gamma]
        g.node("SkipSimplifiedLayerNormalization", name, inputs, outputs, CONTRIB, epsilon=epsilon)
        return outputs[0], outputs[-1]

    def _linear(self, base: str, weights: list[Tensor], x: str, output: str | None = None) -> str:
        """x [B,T,in] -> [B,T,out]; several weights [out_i, in] are packed along out."""
        g, block = self.graph, self.config.block_size
        weight = torch.cat([w.detach() for w in weights]).float()
        stem = base.strip("/").replace("/", ".") + ".MatMul.weight"
        outputs = [output] if output else None
        if not self.quantized:
            transposed = g.constant(stem, dequantized(weight, block).T.contiguous())
            return g.node("MatMul", f"{base}/MatMul", [x, transposed], outputs)
        data, scales = pack(weight, block)
        inputs = [x, g.constant(f"{stem}_Q4", data), g.constant(f"{stem}_scales", scales)]
        size = {"N": weight.shape[0], "K": weight.shape[1], "bits": 4, "block_size": block}
        return g.node("MatMulNBits", f"{base}/MatMul_Q4", inputs, outputs, CONTRIB, **size)

    def _attention(self, i: int, layer: Layer, x: str, lengths: tuple[str, str]) -> str:
        g, c, base = self.graph, self.config, f"/model/layers.{i}/attn"
        caches = ["cos_cache", "sin_cache"]
        if self.packed:
            weights = [layer.q_proj.weight, layer.k_proj.weight, layer.v_proj.weight]
            qkv = [self._linear(f"{base}/qkv_proj", weights, x), "", ""]
        else:
            q, k, v = (self._linear(f"{base}/{n}_proj", [getattr(layer, f"{n}_proj").weight], x) for n in "qkv")
            turn = {"interleaved": 0, "num_heads": 0, "rotary_embedding_dim": 0}
            for_rotary = lambda n, y: g.node(
                "RotaryEmbedding", f"{base}/{n}_rotary/RotaryEmbedding", [y, "position_ids", *caches], None, CONTRIB, **turn
            )
            qkv = [for_rotary("q", q), for_rotary("k", k), v]
        past = [f"past_key_values.{i}.key", f"past_key_values.{i}.value"]
        present = [g.output(f"present.{i}.{kind}", FLOAT, self._kv("total_sequence_length")) for kind in ("key", "value")]
        name = f"{base}/GroupQueryAttention"
        inputs = [*qkv, *past, *lengths, *(caches if self.packed else [])]
        attributes = {
            "num_heads": c.num_heads, "kv_num_heads": c.num_kv_heads, "scale": c.head_dim**-0.5, "local_window_size": -1,
            "softcap": 0.0, "do_rotary": int(self.packed), "rotary_interleaved": 0,
        }
        g.node("GroupQueryAttention", name, inputs, [f"{name}/output_0", *present], CONTRIB, **attributes)
        return self._linear(f"{base}/o_proj", [layer.o_proj.weight], f"{name}/output_0")

    def _mlp(self, base: str, layer: Layer, x: str) -> str:
        g = self.graph
        gate = self._linear(f"{base}/mlp/gate_proj", [layer.gate_proj.weight], x)
        up = self._linear(f"{base}/mlp/up_proj", [layer.up_proj.weight], x)
        sigmoid = g.node("Sigmoid", f"{base}/mlp/act_fn/Sigmoid", [gate])
        silu = g.node("Mul", f"{base}/mlp/act_fn/Mul", [gate, sigmoid])
        product = g.node("Mul", f"{base}/mlp/Mul", [silu, up])
        return self._linear(f"{base}/mlp/down_proj", [layer.down_proj.weight], product)


def export_decoder(decoder: Decoder, path: Path, packed: bool = False, quantized: bool = True) -> None:
    DecoderExport(decoder, packed, quantized).write(path)
