// What: whether a completion is a think block and an answer block and nothing else, for rewards that want it or gate on it. Needs
// 4-rewards/prelude and 4-rewards/plainTags.
// Formula: the whole text is <think>…</think>, white space, <answer>…</answer>, where … is any text, tags too; with openEnd anything may follow.
// Source: format rewards of open-r1 and its kin, re.fullmatch with DOTALL; UnifiedReward-Think, grpo.py: re.match.

fn isThinkThenAnswer(r: u32, openEnd: bool) -> bool {
  let end = spanEnd(r, SPAN_COMPLETION);
  let closing = plainTagLength(PLAIN_ANSWER, true);
  if (!isPlainTag(r, 0u, end, PLAIN_THINK, false) || end < closing) { return false; }
  // The </answer> that ends it: the last one of the text.
  var last = end - closing;
  while (openEnd && last > 0u && !isPlainTag(r, last, end, PLAIN_ANSWER, true)) { last--; }
  if (!isPlainTag(r, last, end, PLAIN_ANSWER, true)) { return false; }
  // Any </think> will do that only white space parts from an <answer> in front of the last tag.
  var i = plainTagLength(PLAIN_THINK, false);
  while (i < last) {
    i = findPlainTag(r, i, last, PLAIN_THINK, true) + plainTagLength(PLAIN_THINK, true);
    var next = i;
    while (next < last && isSpace(byteAt(r, next))) { next++; }
    if (isPlainTag(r, next, last, PLAIN_ANSWER, false)) { return true; }
  }
  return false;
}
