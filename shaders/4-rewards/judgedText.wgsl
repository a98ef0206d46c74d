// What: what of a completion is shown to whoever judges the answer, as published code cuts it out. Needs 4-rewards/prelude, namedBlock, letters,
// blanks and literal. Twin: judgedText.ref.ts.
// Formula, without white space at the ends: form 0: behind the last <answer>, or all of it where there is none, up to the next </answer>.
// form 1: the first <answer>…</answer> behind the last </think>. form 2: what stands in the last \boxed{…} behind the last </think>, up to the
// first }; it must not be empty. forms 3 and 4: the last <answer>…</answer>.
// Source: DeepEyes (arXiv 2505.14362), vl_agent.py (0, 1, 2); Chain-of-Focus, zoomin_reward3.py (3, 4).

// Behind the last </think>.
fn behindThinking(whole: Text) -> Text {
  var first = 0u;
  for (var i = 0u; i < whole.length; i++) { first = max(first, behindTag(whole, i, BLOCK_THINK, 1u)); }
  return Text(whole.origin, whole.rollout, whole.first + first, whole.length - first);
}

// x = how many filled boxes there are, then first byte and end of what the last one holds.
fn filledBoxes(text: Text) -> vec3u {
  var boxes = vec3u(0u);
  for (var i = 0u; i < text.length; i++) {
    // \boxed{
    if (!literalAt(text, i, vec4u(0x786f625cu, 0x007b6465u, 0u, 0u), vec4u(0u), 7u)) { continue; }
    var end = i + 7u;
    while (end < text.length && textByte(text, end) != 125u) { end++; }
    if (end >= text.length || end == i + 7u) { continue; }
    boxes = vec3u(boxes.x + 1u, i + 7u, end);
    i = end;
  }
  return boxes;
}

fn judgedText(whole: Text, form: u32) -> Block {
  var block = Block(true, whole, 0u);
  if (form == 0u) {
    var first = 0u;
    for (var i = 0u; i < whole.length; i++) { first = max(first, behindTag(whole, i, BLOCK_ANSWER, 0u)); }
    var end = first;
    while (end < whole.length && behindTag(whole, end, BLOCK_ANSWER, 1u) == 0u) { end++; }
    block.text = Text(whole.origin, whole.rollout, whole.first + first, end - first);
  } else if (form == 2u) {
    let text = behindThinking(whole);
    let boxes = filledBoxes(text);
    block = Block(boxes.x > 0u, Text(text.origin, text.rollout, text.first + boxes.y, boxes.z - boxes.y), 0u);
  } else {
    var text = whole;
    if (form == 1u) { text = behindThinking(whole); }
    block = findBlock(text, BLOCK_ANSWER, false, form > 2u);
  }
  // A box keeps its white space.
  if (form != 2u) { block.text = stripped(block.text); }
  return block;
}
