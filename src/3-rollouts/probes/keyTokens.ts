// What: probe "keyTokens": the tokens on which an answer hangs: those that the picture, the order of the pictures or chance decides most. It makes
//   no pass of its own, but needs log-probs behind other views.
// Formula: visual = log p − log p with the picture hidden, temporal = log p − log p with the pictures (or patches) shuffled, entropy. A token is
//   marked where its score is at least the (1 − share) quantile over the group (shaders/3-rollouts/topQuantile); kept = marked by one of them.
// Shapes: <as>/kept, /visual, /temporal, /entropy [R × T] 0 or 1; <as>/count [R] kept tokens of an answer.
// Source: zywang0104/Video-KTR, src/r1-v/src/open_r1/trainer/grpo_trainer.py: keep_token_by_ratio, compute_loss.
import type { Probe } from '../../blocks/seams.ts';
import type { Signal, SignalName } from '../../blocks/signals.ts';
import type { Sampled } from '../../blocks/step.ts';
import { number, text } from '../../config/knob.ts';

const share = (what: string) =>
  number(0.2, {
    min: 0,
    max: 1,
    unit: 'share',
    doc: `Share of the group’s tokens that ${what} marks; 0 = the largest alone.`,
    source: 'Video-KTR: 0.2',
  });

const knobs = {
  visual: text('masked/logProb', {
    unit: '',
    doc: 'Log-probs with the picture hidden: a signal per token; empty = not asked.',
    source: 'Video-KTR: visual tokens hidden from attention',
  }),
  visual_share: share('the picture'),
  temporal: text('', {
    unit: '',
    doc: 'Log-probs with the pictures, or their patches, in another order; empty = not asked.',
    source: 'Video-KTR: frames shuffled; none for an image',
  }),
  temporal_share: share('the order'),
  entropy: text('entropy', {
    unit: '',
    doc: 'Entropies: a signal per token; empty = not asked.',
    source: 'Video-KTR: entropy of the policy',
  }),
  entropy_share: share('the entropy'),
};

type Settings = Parameters<Probe<typeof knobs>['probe']>[1];
const KINDS = ['visual', 'temporal', 'entropy'] as const;
const asked = (own: Settings) => KINDS.filter((kind) => own[kind] !== '');

function perToken({ signals }: Sampled, name: SignalName, as: string): Float32Array {
  const { shape, values } = signals.get(name)!;
  if (shape === 'token') return values;
  throw new Error(`${as} reads ${name}, which has one value per ${shape}; it needs one per token.`);
}

export const block: Probe<typeof knobs> = {
  name: 'keyTokens',
  doc: 'Marks the tokens that depend most on the picture or on the order of the pictures, or that are least certain.',
  formula: 'kept = 1 where log p − log p(hidden), log p − log p(shuffled) or H is in the top share of its group',
  source: 'zywang0104/Video-KTR, grpo_trainer.py (keep_token_by_ratio)',
  knobs,
  needs: (own) => asked(own).map((kind) => own[kind]),
  gives: (own) => ['kept', ...asked(own), 'count'].map((name) => `${own.as}/${name}`),
  derive: (signal, { views }) =>
    /^key\/(kept|count|visual|entropy)$/.test(signal) && views.includes('masked')
      ? {
          ...{ as: 'key', visual: 'masked/logProb', visual_share: 0.2, temporal: '', temporal_share: 0.2 },
          ...{ entropy: 'entropy', entropy_share: 0.2 },
        }
      : null,
  problem: (own) =>
    asked(own).length === 0
      ? `${own.as} asks for nothing, so it marks no token: name a signal in ${own.as}.visual, .temporal or .entropy.`
      : null,
  metrics: [{ name: '{as}/share', unit: 'share', doc: 'Share of the tokens that are kept.' }],
  async probe(step, own) {
    const { compute, rollouts, signals } = step;
    const { lengths, maxTokens, generations, oldLogProbs } = rollouts;
    const size = lengths.length * maxTokens;
    const given = signals.get('mask')?.values;
    const mask = Float32Array.from({ length: size }, (_, i) =>
      i % maxTokens < lengths[Math.floor(i / maxTokens)]! ? (given?.[i] ?? 1) : 0,
    );
    const kept = new Float32Array(size);
    const found: [SignalName, Signal][] = [];
    for (const kind of asked(own)) {
      const read = perToken(step, own[kind], own.as);
      const [signal, other] = kind === 'entropy' ? [read, new Float32Array(size)] : [oldLogProbs, read];
      const made = await compute.run('3-rollouts/topQuantile', {
        params: { rollouts: lengths.length, generations, maxTokens, share: own[`${kind}_share`] },
        inputs: { signal, other, mask },
        outputs: { kept: size },
        dispatch: { invocations: size },
      });
      const marked = (await made['kept']!.read()) as Float32Array;
      made['kept']!.destroy();
      marked.forEach((is, i) => (kept[i] = Math.max(kept[i]!, is)));
      found.push([`${own.as}/${kind}`, { shape: 'token', values: marked }]);
    }
    const counts = Float32Array.from(lengths, (_, r) =>
      kept.subarray(r * maxTokens, (r + 1) * maxTokens).reduce((sum, is) => sum + is, 0),
    );
    return new Map<SignalName, Signal>([
      ...found,
      [`${own.as}/kept`, { shape: 'token', values: kept }],
      [`${own.as}/count`, { shape: 'rollout', values: counts }],
    ]);
  },
  count({ rollouts: { lengths } }, found, { as }) {
    const tokens = lengths.reduce((sum, length) => sum + length, 0);
    const kept = found.get(`${as}/count`)!.values.reduce((sum, count) => sum + count, 0);
    return { [`${as}/share`]: kept / Math.max(tokens, 1) };
  },
};
