// What: overlap of two boxes in pixels as published code computes it: one that is a pixel wide or high, or less, counts as none.
// Formula: |a ∩ b| / |a ∪ b|, 0 where a side of a ∩ b is at most 1. Corners in any order; areas keep their signs. Units: pixels, not fractions.
// Source: VLM-R1 (arXiv 2504.07615), qwen_module.py and grpo_jsonl.py: iou, whose overlap ends one pixel early and is tested before 1 is added.

fn pixelIou(a: vec4f, b: vec4f) -> f32 {
  let low = max(a.xy, b.xy);
  // As written there: with 1 taken away first, a rounding error of a fraction decides alike.
  let high = min(a.zw - 1.0, b.zw - 1.0);
  if (any(low >= high)) { return 0.0; }
  let inside = high - low + 1.0;
  let both = inside.x * inside.y;
  return both / ((a.z - a.x) * (a.w - a.y) + (b.z - b.x) * (b.w - b.y) - both);
}
