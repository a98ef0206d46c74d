// What: how early a search brought the pages that count.
// Formula: DCG/ideal: DCG = Σ 1/log2(rank + 1) over the ranks at which a page that counts stands (4-rewards/pageTrace); ideal = the same sum with all
// of those pages in front. The order is that in which the pages came back, a page that comes twice counts twice, so that it can exceed 1;
// with firsts it is the first page of every search, then every second and every third one, each page once. letters = 1, as released: a name is
// compared by its sorted letters with lists of letters, so that no name is ever found.
// Shapes: column (R). Units: 0…1, and more where pages come twice. 0 where no page counts. Not scored where more than 96 pages came back.
// Source: VRAG-RL (Alibaba-NLP/VRAG), reward_manager/rm.py: ndcg; UniDoc-RL (deepglint/UniDoc-RL), reward_manager/rm.py: ndcg (firsts).
// Reward: retrievalNdcg
// Range: [0, 100]
// Knob: firsts = 0, 0, 1, the first page of every search in front, each page once
// Knob: letters = 0, 0, 1, compare names by their sorted letters, as UniDoc-RL was released
// Truth: facts
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks, 4-rewards/pageTrace, 4-rewards/letterLists

override WORKGROUP_SIZE: u32 = 64;

struct RetrievalNdcgParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  firsts: f32,
  letters: f32,
}

@group(0) @binding(0) var<uniform> params: RetrievalNdcgParams;

const MOST_PAGES = 96u;
var<private> pages: array<Text, MOST_PAGES>;
var<private> pageCount: u32;

// In the order that counts, pages that come twice among them.
fn collectPages(r: u32) {
  let text = spanBytes(r, SPAN_COMPLETION);
  let firsts = params.firsts > 0.5;
  pageCount = 0u;
  for (var round = 0u; round < select(1u, 3u, firsts); round++) {
    for (var at = 0u; ; ) {
      let block = blockFrom(text, at, BLOCK_INFORMATION);
      if (!block.found) { break; }
      at = block.next;
      var place = 0u;
      for (var first = 0u; first <= block.text.length; ) {
        let line = lineAt(block.text, first);
        first += line.length + 1u;
        let page = pageName(line);
        if (page.length == 0u) { continue; }
        place++;
        if (firsts && place != round + 1u) { continue; }
        if (pageCount < MOST_PAGES) { pages[pageCount] = page; }
        pageCount++;
      }
    }
  }
}

fn ndcgOf(r: u32) -> f32 {
  collectPages(r);
  if (pageCount > MOST_PAGES) { return notScorable(); }
  let letters = params.letters > 0.5;
  var gain = 0.0;
  var rank = 1.0;
  for (var i = 0u; i < pageCount; i++) {
    var isRepeated = false;
    var counts = false;
    // The pages in front of it, then the facts.
    for (var k = 0u; k < i + factCount(r) && !isRepeated; k++) {
      let isFact = k >= i;
      if (select(params.firsts < 0.5, counts || isWholePage(r, max(k, i) - i), isFact)) { continue; }
      var other = pages[min(k, MOST_PAGES - 1u)];
      if (isFact) { other = factText(r, k - i); }
      var isSame = false;
      if (letters) { isSame = partsAgree(pages[i], other, isFact); } else { isSame = bytesEqual(pages[i], other); }
      isRepeated = isSame && !isFact;
      counts = counts || (isSame && isFact);
    }
    if (isRepeated) { continue; }
    rank += 1.0;
    gain += select(0.0, 1.0 / log2(rank), counts);
  }
  var ideal = 0.0;
  var wanted = 1.0;
  for (var f = 0u; f < factCount(r); f++) {
    if (isWholePage(r, f)) { continue; }
    wanted += 1.0;
    ideal += 1.0 / log2(wanted);
  }
  return select(0.0, gain / max(ideal, 1e-9), ideal > 0.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn retrievalNdcg(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = ndcgOf(r);
}
