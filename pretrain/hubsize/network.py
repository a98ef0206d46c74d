"""Writes a Llama language model as onnxruntime-genai's model builder does: input_ids and keys and values in, logits out.

q, k and v are one product, rotary positions lie inside GroupQueryAttention, and the embedding is the matrix of lm_head: 8 bits, read by
rows through Reshape and GatherBlockQuantized. All other matrices have 4 bits (blocks.py).
"""
from pathlib import Path

import numpy as np

from hubsize.blocks import BLOCK, Quantised, nibbles
from hubsize.source import Size
from policy.onnx_graph import CONTRIB, FLOAT, INT32, INT64, GraphBuilder


class Network:
    def __init__(self, size: Size, norms: dict[str, np.ndarray], products: dict[str, Quantised], table: tuple[np.ndarray, np.ndarray]) -> None:
        """`norms` and `products` by their names in transformers; `table`: codes int8 [V, D/32, 32], scales [V, D/32]."""
        self.size, self.norms, self.products, self.table = size, norms, products, table
        self.graph = GraphBuilder("main_graph")

    def write(self, path: Path) -> None:
        g, s = self.graph, self.size
        ids = g.input("input_ids", INT64, ["batch_size", "sequence_length"])
        mask = g.input("attention_mask", INT64, ["batch_size", "total_sequence_length"])
        for i in range(s.layers):
            for kind in ("key", "value"):
                g.input(f"past_key_values.{i}.{kind}", FLOAT, self._cache("past_sequence_length"))
        g.output("logits", FLOAT, ["batch_size", "sequence_length", s.vocab])
        lengths = self._lengths(mask)
        self._angles()
        root, residual = self._embed(ids), ""
        for i in range(s.layers):
            base = f"/model/layers.{i}"
            x, root = self._norm(f"{base}/input_layernorm", f"layers.{i}.input_layernorm", root, residual)
            residual = self._attention(i, x, lengths)
            x, root = self._norm(f"{base}/post_attention_layernorm", f"layers.{i}.post_attention_layernorm", root, residual)
            residual = self._mlp(i, x)
        x, _ = self._norm(f"/model/layers.{s.layers}/final_norm_layernorm", "norm", root, residual, last=True)
        data, scales = self._table()
        g.node("MatMulNBits", "/lm_head/MatMul_Q8", [x, data, scales], ["logits"], CONTRIB, N=s.vocab, K=s.width, bits=8, block_size=BLOCK)
        g.save(path)

    def _cache(self, tokens: str) -> list[int | str]:
        return ["batch_size", self.size.kv_heads, tokens, self.size.head]

    def _angles(self) -> None:
        s = self.size
        angles = np.outer(np.arange(s.positions), s.theta ** (-np.arange(0, s.head, 2) / s.head))
        self.graph.constant("cos_cache", np.cos(angles))
        self.graph.constant("sin_cache", np.sin(angles))

    def _lengths(self, mask: str) -> tuple[str, str]:
        """attention_mask i64 [B, P+T] -> seqlens_k i32 [B, 1] (valid - 1) and total_sequence_length i32 []."""
        g, base = self.graph, "/model/attn_mask_reformat/attn_mask_subgraph"
        valid = g.node("ReduceSum", f"{base}/ReduceSum", [mask, g.ints(1)], keepdims=1)
        seqlens = g.node("Cast", f"{base}/Sub/Cast", [g.node("Sub", f"{base}/Sub", [valid, g.ints(1)])], to=INT32)
        one = g.constant("/model/constants/INT64/1", np.array(1, np.int64))
        total = g.node("Gather", f"{base}/Gather", [g.node("Shape", f"{base}/Shape", [mask]), one], axis=0)
        return seqlens, g.node("Cast", f"{base}/Gather/Cast", [total], to=INT32)

    def _table(self) -> tuple[str, str]:
        codes, scales = self.table
        stem = "lm_head.MatMul.weight"
        return self.graph.constant(f"{stem}_Q8", (codes.astype(np.int16) + 128).astype(np.uint8)), self.graph.constant(f"{stem}_scales", scales)

    def _embed(self, ids: str) -> str:
        g, base = self.graph, "/model/embed_tokens"
        data, scales = self._table()
        rows = g.node("Reshape", f"{base}/Reshape", [data, g.ints(self.size.vocab, self.size.width)])
        return g.node(
            "GatherBlockQuantized", f"{base}/GatherBlockQuantized", [rows, ids, scales], None, CONTRIB,
            bits=8, block_size=BLOCK, gather_axis=0, quantize_axis=1,
        )

    def _linear(self, base: str, names: list[str], x: str) -> str:
        """Several matrices lie one on the other."""
        g, parts = self.graph, [self.products[name] for name in names]
        joined = [np.concatenate([getattr(part, what) for part in parts]) for what in ("q", "zeros", "scales")]
        stem = base.strip("/").replace("/", ".") + ".MatMul.weight"
        weights = [
            g.constant(f"{stem}_Q4", nibbles(joined[0])), g.constant(f"{stem}_scales", joined[2]), g.constant(f"{stem}_zp", nibbles(joined[1])),
        ]
        out, blocks, block = joined[0].shape
        return g.node("MatMulNBits", f"{base}/MatMul_Q4", [x, *weights], None, CONTRIB, N=out, K=blocks * block, bits=4, block_size=block)

    def _norm(self, base: str, name: str, root: str, residual: str, last: bool = False) -> tuple[str, str]:
        """-> the normalised tensor, and the sum that the next one adds to."""
        g, epsilon = self.graph, self.size.epsilon
        gamma = g.constant(base.strip("/").replace("/", ".") + ".weight", self.norms[name])
        if not residual:
            return g.node("SimplifiedLayerNormalization", f"{base}/LayerNorm", [root, gamma], axis=-1, epsilon=epsilon, stash_type=1), root
        node = f"{base}/SkipLayerNorm"
        outputs = [f"{node}/output_0"] if last else [f"{node}/output_0", "", "", f"{node}/output_3"]
        g.node("SkipSimplifiedLayerNormalization", node, [root, residual, gamma], outputs, CONTRIB, epsilon=epsilon)
        return outputs[0], outputs[-1]

    def _attention(self, i: int, x: str, lengths: tuple[str, str]) -> str:
        g, s, base, own = self.graph, self.size, f"/model/layers.{i}/attn", f"layers.{i}.self_attn"
        qkv = self._linear(f"{base}/qkv_proj", [f"{own}.{part}_proj" for part in "qkv"], x)
        past = [f"past_key_values.{i}.key", f"past_key_values.{i}.value"]
        present = [g.output(f"present.{i}.{kind}", FLOAT, self._cache("total_sequence_length")) for kind in ("key", "value")]
        node = f"{base}/GroupQueryAttention"
        g.node(
            "GroupQueryAttention", node, [qkv, "", "", *past, *lengths, "cos_cache", "sin_cache"], [f"{node}/output_0", *present], CONTRIB,
            num_heads=s.heads, kv_num_heads=s.kv_heads, scale=s.head**-0.5, local_window_size=-1, softcap=0.0, do_rotary=1, rotary_interleaved=0,
        )
        return self._linear(f"{base}/o_proj", [f"{own}.o_proj"], f"{node}/output_0")

    def _mlp(self, i: int, x: str) -> str:
        g, base, own = self.graph, f"/model/layers.{i}/mlp", f"layers.{i}.mlp"
        gate, up = (self._linear(f"{base}/{part}_proj", [f"{own}.{part}_proj"], x) for part in ("gate", "up"))
        silu = g.node("Mul", f"{base}/act_fn/Mul", [gate, g.node("Sigmoid", f"{base}/act_fn/Sigmoid", [gate])])
        return self._linear(f"{base}/down_proj", [f"{own}.down_proj"], g.node("Mul", f"{base}/Mul", [silu, up]))
