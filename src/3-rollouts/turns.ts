// What: the turns of a rollout. A closed <zoom>x0 y0 x1 y1</zoom> asks for that part of the picture: it comes back as one
//   picture block at the full resolution behind the token that closes the tag, and the rollout goes on behind it. Where that
//   token carries further text ('></', '>\n' of byte-level BPE), the text comes before the block: a token cannot be cut.
//   A region that cannot be shown, one too many, and one for which the network has no positions left change nothing. What comes
//   back is not part of the completion: it has no log-prob, no length and no gradient of its own.
// Shapes: R rows, n tokens of a picture block, D hidden size.
// Source: TRL GRPOTrainer (tools, tool_mask, max_tool_calling_iterations); DeepEyes (arXiv 2505.14362) for the crop.
import type { Box } from '../1-image/types.ts';
import type { Observation, Policy, Prefix, Rows } from '../2-policy/types.ts';

export interface TurnSettings {
  /** Most crops that one rollout gets; TRL: max_tool_calling_iterations. */
  readonly maxTurns: number;
  /** A coordinate of this size is the far edge. */
  readonly coordinateScale: number;
  /** Features [imageTokens × D] of a region of the prompt's first picture; null where the prompt has none. */
  readonly look: (prompt: number, box: Box) => Promise<Float32Array | null>;
}

/** A crop that a rollout got. The box is in fractions of the whole picture. */
export interface Look extends Observation {
  readonly box: Box;
}

const ACTION = /<zoom>([^<>]*)<\/zoom>/i;

export interface AskedRegion {
  /** null = not a region of the picture. */
  readonly box: Box | null;
  /** What the text says behind the action. */
  readonly rest: string;
}

/** The region that the first action of a text asks for; null where the text holds no action. */
export function askedRegion(text: string, scale: number): AskedRegion | null {
  const found = ACTION.exec(text);
  if (!found) return null;
  const rest = text.slice(found.index + found[0].length);
  const numbers = (found[1]!.match(/-?\d+(\.\d+)?/g) ?? []).map((value) => Number(value) / scale);
  const box = numbers as unknown as Box;
  return { box: numbers.length === 4 && isInside(box) ? box : null, rest };
}

const isInside = ([x0, y0, x1, y1]: Box): boolean => 0 <= x0 && x0 < x1 && x1 <= 1 && 0 <= y0 && y0 < y1 && y1 <= 1;

/** The end of a text in which an action may be under way: it holds two '<' at most, those of its tags. */
const openTail = (text: string): string => {
  const last = text.lastIndexOf('<');
  const before = last > 0 ? text.lastIndexOf('<', last - 1) : -1;
  return last < 0 ? '' : text.slice(before < 0 ? last : before);
};

export class Turns {
  readonly looks: Look[] = [];
  calls = 0;
  failures = 0;
  /** What each row has written since its last action, as far as an action may be under way in it. */
  private readonly tails: string[];
  private readonly text = new TextDecoder();

  constructor(
    private readonly policy: Policy,
    private readonly prefix: Prefix,
    private readonly rowsPerPrompt: number,
    /** Longest completion: what a row may still write must fit behind a crop. */
    private readonly maxTokens: number,
    private readonly settings: TurnSettings,
  ) {
    this.tails = Array.from({ length: prefix.prompts.length * rowsPerPrompt }, () => '');
  }

  /** Cache slots that crops may take. */
  static slots(policy: Policy, settings: TurnSettings): number {
    return settings.maxTurns * policy.tokenizer.pictureIds.length;
  }

  /**
   * Reads one token of each open row; `length` tells how many tokens the row has now. Rows that asked for a region get it:
   * returns what they are fed next (the last token of the block), for all others what they wrote.
   */
  async follow(
    theta: Float32Array,
    rows: Rows,
    tokens: Int32Array,
    length: (row: number) => number | null,
  ): Promise<Int32Array> {
    const fresh: Look[] = [];
    for (const [row, token] of tokens.entries()) {
      const after = length(row);
      if (after === null) continue;
      const asked = this.read(row, token);
      if (!asked) continue;
      this.calls++;
      const look = await this.answer(row, after, asked.box);
      if (look) fresh.push(look);
      else this.failures++;
    }
    if (fresh.length === 0) return tokens;
    this.looks.push(...fresh);
    return feedObservations(this.policy, theta, rows, tokens, fresh);
  }

  /** The first action that is not answered yet. Two that one token closes are answered one token after the other. */
  private read(row: number, token: number): AskedRegion | null {
    const { offsets, bytes } = this.policy.tokenizer.tokenBytes;
    const piece = this.text.decode(bytes.subarray(offsets[token]!, offsets[token + 1]!));
    const tail = this.tails[row]! + piece;
    const asked = askedRegion(tail, this.settings.coordinateScale);
    this.tails[row] = asked ? asked.rest : openTail(tail);
    return asked;
  }

  private async answer(row: number, after: number, box: Box | null): Promise<Look | null> {
    const { maxTurns, look } = this.settings;
    const prompt = Math.floor(row / this.rowsPerPrompt);
    const had = this.looks.filter((made) => made.row === row).length;
    const slots = (had + 1) * this.policy.tokenizer.pictureIds.length;
    const isLong = this.prefix.lengths[prompt]! + slots + this.maxTokens > this.policy.info.maxPositions;
    if (!box || had >= maxTurns || isLong) return null;
    const features = await look(prompt, box);
    return features && { row, after, box, ...(await pictureBlock(this.policy, features)) };
  }
}

/** The tokens and embeddings of one picture as it appears in a prompt. */
async function pictureBlock(policy: Policy, features: Float32Array) {
  const { pictureIds: ids, imageTokenId } = policy.tokenizer;
  const D = policy.info.hiddenSize;
  const embeds = await policy.embed(ids);
  let n = 0;
  ids.forEach((id, at) => {
    if (id === imageTokenId) embeds.set(features.subarray(n++ * D, n * D), at * D);
  });
  return { ids, embeds };
}

/** Feeds each row its last token and its observation but for the last token of that, which is returned to be fed next. */
export async function feedObservations(
  policy: Policy,
  theta: Float32Array,
  rows: Rows,
  tokens: Int32Array,
  observations: readonly Observation[],
): Promise<Int32Array> {
  const D = policy.info.hiddenSize;
  const longest = Math.max(...observations.map(({ ids }) => ids.length));
  const counts = new Int32Array(tokens.length);
  const embeds = new Float32Array(tokens.length * longest * D);
  const next = tokens.slice();
  const last = await policy.embed(Int32Array.from(observations, ({ row }) => tokens[row]!));
  observations.forEach(({ row, ids, embeds: own }, i) => {
    const at = row * longest * D;
    embeds.set(last.subarray(i * D, (i + 1) * D), at);
    embeds.set(own.subarray(0, (ids.length - 1) * D), at + D);
    counts[row] = ids.length;
    next[row] = ids[ids.length - 1]!;
  });
  await policy.extend(theta, rows, embeds, counts);
  return next;
}
