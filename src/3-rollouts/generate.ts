// What: G completions of every prompt, all P·G rows in one batch, token by token.
// Formula: y_t ~ filter(softmax(logits / temperature)); log p and H over the full vocabulary (sampleTokens.ts).
// Shapes: R = P·G rows, T = max_completion_length; arrays [R × T]; 0 / padId behind the stop token.
// Source: TRL GRPOTrainer._generate (stop token counted, truncated = no stop token within T).
import { freeArray } from '../gpu/freeArray.ts';
import type { Compute } from '../gpu/compute.ts';
import type { Policy, PolicyTokenizer, Prefix, RowBatch } from '../2-policy/types.ts';
import { sampleTokens, type SampledTokens } from './sampleTokens.ts';
import { Turns, type TurnSettings } from './turns.ts';
import type { Rollouts } from './types.ts';

export interface GenerateSettings {
  readonly generations: number;
  readonly maxTokens: number;
  /** 0 = greedy. */
  readonly temperature: number;
  readonly topK: number;
  readonly topP: number;
  readonly seed: number;
  readonly step: number;
  /** A stop token ends nothing: every completion has maxTokens. */
  readonly ignoreEos?: boolean;
  /** [R × T] tokens to feed instead of drawing (golden runs, providers compared): their log-probs come back. */
  readonly forcedTokens?: Int32Array;
  /** [R] how many of them count, where no stop token says so. */
  readonly forcedLengths?: Int32Array;
  /** Absent = one turn. */
  readonly turns?: TurnSettings;
  readonly onProgress?: (doneTokens: number, totalTokens: number) => void;
}

export async function generate(
  policy: Policy,
  compute: Compute,
  theta: Float32Array,
  prefix: Prefix,
  settings: GenerateSettings,
): Promise<Rollouts> {
  const { generations, maxTokens } = settings;
  const R = prefix.prompts.length * generations;
  const record = new Recorder(R, settings, policy.tokenizer);
  checkLength(policy, prefix, maxTokens);
  const turns = settings.turns && new Turns(policy, prefix, generations, maxTokens, settings.turns);
  const observed = settings.turns ? Turns.slots(settings.turns) : 0;
  const rows = policy.startRows(prefix, generations, maxTokens + observed);
  let tokens: Int32Array = Int32Array.from({ length: R }, (_, r) => prefix.lastTokens[Math.floor(r / generations)]!);
  try {
    for (let t = 0; t < maxTokens && record.open > 0; t++) {
      const logits = await policy.decode(theta, rows, tokens);
      try {
        tokens = record.add(t, await sampleTokens(compute, logits, stepSettings(policy, settings, R, t)));
      } finally {
        freeArray(logits);
      }
      if (turns && t + 1 < maxTokens) tokens = await turns.follow(theta, rows, tokens, (r) => record.openLength(r));
      settings.onProgress?.(t + 1, maxTokens);
    }
  } finally {
    rows.dispose();
  }
  return record.rollouts(prefix, turns);
}

/** The network has no positions behind its last one. */
function checkLength({ info: { maxPositions } }: Policy, { lengths }: Prefix, maxTokens: number): void {
  const longest = Math.max(...lengths) + 1;
  if (longest + maxTokens > maxPositions)
    throw new Error(
      `A prompt of ${longest} tokens and a completion of ${maxTokens} do not fit this model, which reads ${maxPositions}. ` +
        'Shorten the question, use fewer pictures or lower max_completion_length.',
    );
}

function stepSettings(policy: Policy, settings: GenerateSettings, rows: number, position: number) {
  const { temperature, topK, topP, seed, step, maxTokens, forcedTokens } = settings;
  const forced = forcedTokens && Int32Array.from({ length: rows }, (_, r) => forcedTokens[r * maxTokens + position]!);
  const { vocabSize } = policy.info;
  return { rows, vocabSize, temperature, topK, topP, seed, step, position, ...(forced && { forced }) };
}

class Recorder {
  /** Rows that have not stopped. */
  open: number;
  private readonly tokens: Int32Array;
  private readonly lengths: Int32Array;
  private readonly closed: Uint8Array;
  private readonly logProbs: Float32Array;
  private readonly entropies: Float32Array;

  constructor(
    private readonly R: number,
    private readonly settings: GenerateSettings,
    private readonly tokenizer: PolicyTokenizer,
  ) {
    const size = R * settings.maxTokens;
    this.tokens = new Int32Array(size).fill(tokenizer.padId);
    this.logProbs = new Float32Array(size);
    this.entropies = new Float32Array(size);
    this.lengths = new Int32Array(R);
    this.closed = new Uint8Array(R);
    this.open = R;
  }

  /** Keeps one token of every open row; returns what is fed next: the token, or padding for closed rows. */
  add(t: number, sampled: SampledTokens): Int32Array {
    const { maxTokens, forcedLengths, ignoreEos = false } = this.settings;
    const { stopIds, padId } = this.tokenizer;
    return sampled.tokens.map((token, r) => {
      if (this.closed[r]) return padId;
      const place = r * maxTokens + t;
      this.tokens[place] = token;
      this.logProbs[place] = sampled.logProbs[r]!;
      this.entropies[place] = sampled.entropies[r]!;
      this.lengths[r] = t + 1;
      const over = forcedLengths ? t + 1 >= forcedLengths[r]! : !ignoreEos && stopIds.includes(token);
      if (over) {
        this.closed[r] = 1;
        this.open--;
      }
      return token;
    });
  }

  /** Tokens of a row that goes on; null for one that has stopped. */
  openLength(r: number): number | null {
    return this.closed[r] ? null : this.lengths[r]!;
  }

  rollouts(prefix: Prefix, turns?: Turns): Rollouts {
    const { R, tokens, lengths, tokenizer } = this;
    const { generations, maxTokens } = this.settings;
    const completion = (r: number): Int32Array => tokens.subarray(r * maxTokens, r * maxTokens + lengths[r]!);
    const stopped = (r: number): boolean => tokenizer.stopIds.includes(completion(r)[lengths[r]! - 1] ?? -1);
    return {
      promptCount: prefix.prompts.length,
      generations,
      maxTokens,
      tokens,
      lengths,
      truncated: Uint8Array.from({ length: R }, (_, r) => (stopped(r) ? 0 : 1)),
      oldLogProbs: this.logProbs,
      entropies: this.entropies,
      rows: {
        ...asRows(prefix, this.settings, tokens, lengths, tokenizer.padId),
        ...(turns && turns.looks.length > 0 && { observations: turns.looks }),
      },
      ...(turns && { turns: turns.record }),
      texts: Array.from({ length: R }, (_, r) => tokenizer.decode(completion(r))),
    };
  }
}

/** The completions as teacher-forced rows: input t is the token before target t. */
function asRows(
  prefix: Prefix,
  { generations, maxTokens: T }: GenerateSettings,
  tokens: Int32Array,
  lengths: Int32Array,
  padId: number,
): RowBatch {
  const inputTokens = tokens.map((_, place) => {
    const [r, t] = [Math.floor(place / T), place % T];
    if (t === 0) return prefix.lastTokens[Math.floor(r / generations)]!;
    return t < lengths[r]! ? tokens[place - 1]! : padId;
  });
  return { generations, maxTokens: T, inputTokens, lengths, ids: tokens, idsPerToken: 1 };
}
