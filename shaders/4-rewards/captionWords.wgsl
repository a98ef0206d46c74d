// What: the words of texts as the caption reward counts them: NLTK's words, or the stems of ROUGE.
// Formula: see 4-rewards/words, 4-rewards/porter.
// Shapes: ranges (count, 2): first byte in `truth`, and length. words (count, 1 + 4·MAX_WORDS): how many there are
// (MAX_WORDS + 1 where there are more than can be kept), then for each its first byte, its length (0: the quotes `` and '',
// whose first is 0 and 1), the letters that its stem keeps, and the letters behind these (packed, the last one in the low byte).
// Units: bytes; letters.
// Source: as 4-rewards/words and 4-rewards/porter have it.
// Uses: common/dispatch, 4-rewards/bytes, 4-rewards/text, 4-rewards/letters, 4-rewards/abbreviations, 4-rewards/sentences, 4-rewards/words, 4-rewards/clitics, 4-rewards/porterTables, 4-rewards/porter, 4-rewards/porterSteps, 4-rewards/similarity

override WORKGROUP_SIZE: u32 = 64;

struct CaptionWordsParams {
  count: u32,
  bytesPerRollout: u32,
  // 1: the stems of ROUGE; 0: NLTK's words.
  stems: u32,
}

@group(0) @binding(0) var<uniform> params: CaptionWordsParams;
@group(0) @binding(1) var<storage, read> completionBytes: array<u32>;
@group(0) @binding(2) var<storage, read> truth: array<u32>;
@group(0) @binding(3) var<storage, read> ranges: array<u32>;
@group(0) @binding(4) var<storage, read_write> words: array<u32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn captionWords(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.count) { return; }
  let text = Text(1u, 0u, ranges[2u * i], ranges[2u * i + 1u]);
  foundCount[0] = 0u;
  if (params.stems == 1u) { readStems(text, 0u); } else { readWords(text, 0u); }
  let start = i * (1u + 4u * MAX_WORDS);
  words[start] = min(foundCount[0], MAX_WORDS + 1u);
  for (var k = 0u; k < MAX_WORDS; k++) {
    let at = start + 1u + 4u * k;
    let isWord = k < foundCount[0];
    let stem = select(0u, stemKept[k], isWord && params.stems == 1u);
    words[at] = select(0u, found[k] >> 16u, isWord);
    words[at + 1u] = select(0u, found[k] & 0xffffu, isWord);
    words[at + 2u] = stem >> 8u;
    words[at + 3u] = select(0u, stemTail[k], stem != 0u);
  }
}
