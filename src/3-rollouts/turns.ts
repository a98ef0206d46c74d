// What: the turns of a rollout. Where it closes the tag of an action (<zoom>…</zoom>), what the action gives comes back as one
//   block behind the token that closes the tag, and the rollout goes on behind it. Where that token carries further text ('></',
//   '>\n' of byte-level BPE), the text stands before the block: a token cannot be cut. An action that gives nothing, one too
//   many, and one for which the network has no positions left change nothing. What comes back is not part of the completion: it
//   has no log-prob, no length and no gradient of its own.
// Shapes: R rows, n tokens of a block, D hidden size.
// Source: TRL GRPOTrainer (tools, tool_mask, max_tool_calling_iterations).
import type { Observation, Policy, Prefix, Rows } from '../2-policy/types.ts';
import type { Look, OpenAction } from './types.ts';

export interface TurnSettings {
  /** How often something comes back to one rollout at most; TRL: max_tool_calling_iterations. */
  readonly maxTurns: number;
  readonly actions: readonly OpenAction[];
}

export interface AskedAction {
  readonly action: OpenAction;
  /** What stands between its tags. */
  readonly text: string;
  /** What the text says behind it. */
  readonly rest: string;
}

/** The first action that a text closes; null where it closes none. */
export function askedAction(text: string, actions: readonly OpenAction[]): AskedAction | null {
  const tags = actions.map(({ tag }) => tag).join('|');
  const found = new RegExp(`<(${tags})>([^<>]*)</\\1>`, 'i').exec(text);
  if (!found) return null;
  const action = actions.find(({ tag }) => tag.toLowerCase() === found[1]!.toLowerCase())!;
  return { action, text: found[2]!, rest: text.slice(found.index + found[0].length) };
}

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
  private readonly callsOf: Int32Array;
  /** What each row has written since its last action, as far as an action may be under way in it. */
  private readonly tails: string[];
  private readonly text = new TextDecoder();

  constructor(
    private readonly policy: Policy,
    private readonly prefix: Prefix,
    private readonly rowsPerPrompt: number,
    /** Longest completion: what a row may still write must fit behind what comes back. */
    private readonly maxTokens: number,
    private readonly settings: TurnSettings,
  ) {
    this.tails = Array.from({ length: prefix.prompts.length * rowsPerPrompt }, () => '');
    this.callsOf = new Int32Array(this.tails.length);
  }

  /** What the rollouts keep of it. */
  get record() {
    const { looks, calls, failures, callsOf } = this;
    return { looks, calls, failures, callsOf };
  }

  /** Cache slots that what comes back may take. */
  static slots({ maxTurns, actions }: TurnSettings): number {
    return maxTurns * Math.max(0, ...actions.map(({ slots }) => slots));
  }

  /**
   * Reads one token of each open row; `length` tells how many tokens the row has now. Rows that asked for something get it:
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
      this.callsOf[row]!++;
      const look = await this.answer(row, after, asked);
      if (look) fresh.push(look);
      else this.failures++;
    }
    if (fresh.length === 0) return tokens;
    this.looks.push(...fresh);
    return feedObservations(this.policy, theta, rows, tokens, fresh);
  }

  /** The first action that is not answered yet. Two that one token closes are answered one token after the other. */
  private read(row: number, token: number): AskedAction | null {
    const { offsets, bytes } = this.policy.tokenizer.tokenBytes;
    const piece = this.text.decode(bytes.subarray(offsets[token]!, offsets[token + 1]!));
    const tail = this.tails[row]! + piece;
    const asked = askedAction(tail, this.settings.actions);
    this.tails[row] = asked ? asked.rest : openTail(tail);
    return asked;
  }

  private async answer(row: number, after: number, { action, text }: AskedAction): Promise<Look | null> {
    const prompt = Math.floor(row / this.rowsPerPrompt);
    const had = this.looks.filter((made) => made.row === row);
    const taken = had.reduce((sum, { ids }) => sum + ids.length, action.slots);
    const isLong = this.prefix.lengths[prompt]! + taken + this.maxTokens > this.policy.info.maxPositions;
    return had.length >= this.settings.maxTurns || isLong ? null : action.answer({ row, prompt, text, after });
  }
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
