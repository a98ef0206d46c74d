// What: loss term "expertNll": negative log-likelihood of texts that are known to be good: an expert's, or answers that were right
//   before (data rule replay). A trigger may leave out the groups that succeed by themselves.
// Formula: divisor texts: L = coef · (1/N) Σ_n ξ_n · (1/T_n) Σ_t −log p(y_nt), N texts in the step. divisor active, all: L = coef · (1/Z) Σ_n ξ_n
//   Σ_t −log p(y_nt), Z = tokens of the rollouts + Σ T_n (active: over texts with ξ_n = 1; all: over all texts), which then divides
//   the policy loss, too. ξ_n = 1 while fewer than `threshold` rollouts of the text's group are right, else 0; without a threshold 1.
// Shapes: one row per place, behind the clean picture. Units: nats, at the temperature of the run.
// Source: MM-HELIX / AHPO (arXiv 2510.08540), equations 1, 2 and 6; RECAP (arXiv 2510.21978), section 4: next-token loss on replayed data.
import type { Compute } from '../../gpu/compute.ts';
import type { LossTerm } from '../../blocks/seams.ts';
import type { Scored } from '../../blocks/step.ts';
import { choice, number, optionalInteger, text } from '../../config/knob.ts';
import { expertRows, textsOf, textTokens } from '../expertRows.ts';

const knobs = {
  coef: number(1, { min: 0, max: 100, unit: '', doc: 'Weight of the term.', source: 'MM-HELIX, equation 6: ξ = 1' }),
  tag: text('', {
    unit: '',
    doc: 'Only places with this tag (replay: those of the data rule); empty = every place with an expertText.',
    source: 'ours',
  }),
  threshold: optionalInteger(null, {
    min: 1,
    max: 512,
    unit: 'rollouts',
    doc: 'The term is on while fewer rollouts of the group than this are right; empty = always on.',
    source: 'MM-HELIX, equation 6: a count R_hat, whose value the paper does not give',
  }),
  column: text('answerFolded', {
    unit: '',
    doc: 'The reward that says what is right (1 or more); read where there is a threshold.',
    source: 'MM-HELIX, section 3.3',
  }),
  divisor: choice('texts', ['texts', 'active', 'all'], {
    unit: '',
    doc: 'texts = mean over the texts of the mean over their tokens; active, all = one divisor with the policy loss: its tokens and those of the active, or of all, texts.',
    source:
      'MM-HELIX, equations 1 and 2 (texts), 5 (one Z, which the paper does not define; LUFFY: the number of tokens)',
  }),
};

/** Losses whose divisor is the tokens of the batch. */
const TOKEN_MEAN = ['dapo', 'cispo', 'vespo'];

/** ξ of every place: whether its group is still short of right rollouts. Equation 6. */
export function triggered(right: ArrayLike<number>, generations: number, threshold: number): boolean[] {
  return Array.from({ length: right.length / generations }, (_, p) => {
    let count = 0;
    for (let g = 0; g < generations; g++) if (right[p * generations + g]! >= 1) count++;
    return count < threshold;
  });
}

type Settings = { readonly [Name in 'threshold' | 'column' | 'tag']: (typeof knobs)[Name]['default'] };

function isOn({ signals, rollouts, drawn }: Scored, { threshold, column }: Settings): boolean[] {
  if (threshold === null) return drawn.map(() => true);
  return triggered(signals.get(`reward/${column}`)!.values, rollouts.generations, threshold);
}

/** Ids of every place's text, and whether it counts. */
function expertTexts(step: Scored, own: Settings) {
  const tokens = textTokens(step.policy, textsOf(step.drawn, own.tag));
  const on = isOn(step, own).map((yes, p) => yes && tokens[p]!.length > 0);
  return { tokens, on };
}

const countOf = (tokens: readonly Int32Array[], counts: (p: number) => boolean) =>
  tokens.reduce((sum, { length }, p) => sum + (counts(p) ? length : 0), 0);

interface WeightedTexts {
  /** [N × T] */
  readonly logProbs: Float32Array;
  readonly lengths: Int32Array;
  readonly on: readonly boolean[];
  readonly coef: number;
  /** The divisor that is shared with the policy loss; null = the mean over texts. */
  readonly shared: number | null;
}

/** The term's value and its coefficients. `nll` [N] is the sum over the tokens of each text. */
export async function weightedNll(compute: Compute, { logProbs, lengths, on, coef, shared }: WeightedTexts) {
  const texts = lengths.reduce((sum, length) => sum + (length > 0 ? 1 : 0), 0);
  const divisorOf = (length: number) => shared ?? texts * length;
  const weights = Float32Array.from(lengths, (length, n) => (on[n] && length > 0 ? coef / divisorOf(length) : 0));
  const made = await compute.run('6-loss/expertNll', {
    params: { texts: lengths.length, maxTokens: logProbs.length / lengths.length },
    inputs: { logProbs, lengths, weights },
    outputs: { coef: logProbs.length, nll: lengths.length },
    dispatch: { invocations: lengths.length },
  });
  const [coefficients, nll] = await Promise.all(
    [made['coef']!, made['nll']!].map(async (array) => {
      const values = (await array.read()) as Float32Array;
      array.destroy();
      return values;
    }),
  );
  return { coefficients: coefficients!, nll: nll!, loss: nll!.reduce((sum, value, n) => sum + weights[n]! * value, 0) };
}

export const block: LossTerm<typeof knobs> = {
  name: 'expertNll',
  doc: 'Raises the likelihood of texts that are known to be good: an expert’s, or replayed right answers; on request only while a group has too few right rollouts.',
  formula: 'L += coef · mean over texts of ξ · mean over tokens of −log p',
  source: 'MM-HELIX / AHPO (arXiv 2510.08540), equations 1–6; RECAP (arXiv 2510.21978), section 4',
  knobs,
  needs: ({ threshold, column }) => (threshold === null ? [] : [`reward/${column}`]),
  problem({ divisor, tag, as }, { leaf }) {
    const rules = leaf('data_rules');
    if (tag !== '' && Array.isArray(rules) && rules.length === 0)
      return `${as}.tag is '${tag}', but no data rule gives places a tag; add replay to data_rules, or leave the tag empty.`;
    const loss = String(leaf('loss_type'));
    if (divisor === 'texts' || TOKEN_MEAN.includes(loss)) return null;
    return `divisor = ${divisor} shares the divisor of a loss over all tokens of the batch, which ${loss} has not: set loss_type = dapo, or divisor = texts.`;
  },
  metrics: [
    { name: '{as}/nll', unit: 'nats', doc: 'Mean over the texts learned from of the mean −log p of their tokens.' },
    { name: '{as}/texts', unit: 'texts', doc: 'Texts that the term learned from.' },
  ],
  sharedTokens(step, own) {
    if (own.divisor === 'texts') return 0;
    const { tokens, on } = expertTexts(step, own);
    return countOf(tokens, (p) => own.divisor === 'all' || on[p]!);
  },
  async terms(step, own) {
    const { policy, compute, vectors, config, normaliser } = step;
    const { tokens, on } = expertTexts(step, own);
    const texts = on.filter(Boolean).length;
    if (texts === 0) return [];
    const prefix = await step.prefix('clean', 'policy');
    const batch = expertRows(policy, prefix, tokens);
    const { temperature } = config.sampling;
    const scale = temperature > 0 ? temperature : 1;
    const { logProbs } = await policy.score(vectors.get('policy')!, prefix, batch, scale);
    const { lengths } = batch;
    const shared = own.divisor === 'texts' ? null : normaliser(0);
    const { coefficients, nll, loss } = await weightedNll(compute, { logProbs, lengths, on, coef: own.coef, shared });
    const mean = nll.reduce((sum, value, p) => sum + (on[p] ? value / lengths[p]! : 0), 0) / texts;
    return [
      {
        name: own.as,
        rows: { id: `texts of ${own.as}`, batch, prefix, vector: 'policy' },
        coef: coefficients,
        loss,
        metrics: { [`${own.as}/nll`]: mean, [`${own.as}/texts`]: texts },
      },
    ];
  },
};
