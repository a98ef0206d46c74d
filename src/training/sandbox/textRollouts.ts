// What: texts that no model sampled as rollouts, so that they are parsed and scored like sampled ones.
// Shapes: R texts, T = tokens of the longest, the stop token that ends each included.
import type { PolicyTokenizer } from '../../2-policy/types.ts';
import type { Rollouts } from '../../3-rollouts/types.ts';
import type { Signal, Signals, Units, UnitsByKind } from '../../blocks/signals.ts';

/** The tokens of a text that ends by itself. */
export const idsOf = ({ encode, stopIds }: PolicyTokenizer, text: string): Int32Array =>
  Int32Array.from([...(text === '' ? [] : encode(text)), ...stopIds.slice(0, 1)]);

/** Each is the one answer to a prompt of its own. Their log-probs and entropies are unknown: 0. */
export function textRollouts(tokenizer: PolicyTokenizer, texts: readonly string[]): Rollouts {
  const ids = texts.map((text) => idsOf(tokenizer, text));
  const maxTokens = Math.max(1, ...ids.map(({ length }) => length));
  const size = texts.length * maxTokens;
  const tokens = new Int32Array(size).fill(tokenizer.padId);
  ids.forEach((own, r) => tokens.set(own, r * maxTokens));
  return {
    ...{ promptCount: texts.length, generations: 1, maxTokens, tokens, texts },
    lengths: Int32Array.from(ids, ({ length }) => length),
    truncated: new Uint8Array(texts.length),
    ...{ oldLogProbs: new Float32Array(size), entropies: new Float32Array(size) },
    rows: [] as unknown as Rollouts['rows'], // no reward reads them
  };
}

/** [R × from] → [R × to], to ≥ from. */
function widened<A extends Int32Array | Float32Array>(values: A, from: number, to: number, padding: number): A {
  const make = values.constructor as new (length: number) => A;
  const rows = from === 0 ? 0 : values.length / from;
  const wide = new make(rows * to).fill(padding) as A;
  for (let r = 0; r < rows; r++) wide.set(values.subarray(r * from, (r + 1) * from), r * to);
  return wide;
}

export interface Answers {
  readonly rollouts: Rollouts;
  readonly signals: Signals;
  readonly units: UnitsByKind;
}

/** Another text in the place of rollout r: its token signals are 0, numbers of the rollout as a whole stay, it is one unit. */
export function replaceAnswer(tokenizer: PolicyTokenizer, answers: Answers, r: number, text: string): Answers {
  const { rollouts } = answers;
  if (text === rollouts.texts[r]) return answers;
  const ids = idsOf(tokenizer, text);
  const from = rollouts.maxTokens;
  const maxTokens = Math.max(from, ids.length);
  const row = <A extends Int32Array | Float32Array>(values: A, padding: number, own: (t: number) => number): A => {
    const wide = widened(values, from, maxTokens, padding);
    for (let t = 0; t < maxTokens; t++) wide[r * maxTokens + t] = own(t);
    return wide;
  };
  const zero = () => 0;
  const { padId } = tokenizer;
  const signal = (own: Signal): Signal => (own.shape === 'token' ? { ...own, values: row(own.values, 0, zero) } : own);
  const unit = (own: Units): Units => ({ ...own, of: row(own.of, -1, (t) => (t < ids.length ? 0 : -1)) });
  return {
    rollouts: {
      ...rollouts,
      maxTokens,
      tokens: row(rollouts.tokens, padId, (t) => ids[t] ?? padId),
      lengths: rollouts.lengths.map((length, i) => (i === r ? ids.length : length)),
      truncated: rollouts.truncated.map((cut, i) => (i === r ? 0 : cut)),
      oldLogProbs: row(rollouts.oldLogProbs, 0, zero),
      entropies: row(rollouts.entropies, 0, zero),
      texts: rollouts.texts.map((own, i) => (i === r ? text : own)),
    },
    signals: new Map([...answers.signals].map(([name, own]) => [name, signal(own)])),
    units: Object.fromEntries(Object.entries(answers.units).map(([kind, own]) => [kind, unit(own)])),
  };
}
