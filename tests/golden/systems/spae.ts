// What: SPAE through the functions of the probe "stepPotential", as its released code reads them: sums over the gold tokens.
// Formula: none of its own: a listed entropy is the sum of the shares of its tokens (kernel "sampledEntropy"); a gold token that the
// list does not have counts −10. Each character of a text is a token; '|' ends a step, '/' the thinking.
import { answerCue, meanCue, potential, potentialGains, solvingOf } from '../../../src/3-rollouts/stepPotential.ts';
import type { AnswerCue } from '../../../src/3-rollouts/stepPotential.ts';
import { readBack } from '../../../src/5-advantages/readBack.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import type { GoldenAdapter } from '../adapter.ts';

type Listed = Readonly<Record<string, number>>;

interface ProbeInput {
  readonly text: string;
  readonly answer_tokens: readonly string[];
  /** [step][sample][token] */
  readonly probe_top_logprobs_per_step_sample_token: readonly (readonly (readonly Listed[])[])[];
}
interface CornerInput {
  readonly acc_conf: readonly (readonly [number, number])[];
}

const MISSING = -10;
const SAMPLES = 5;
const SEEN_FROM_END = 300;

async function entropyOf(compute: Compute, listed: Listed): Promise<number> {
  const logProbs = Float64Array.from(Object.values(listed)) as unknown as Float32Array;
  if (logProbs.length === 0) return 0;
  const { entropies } = await readBack(
    await compute.run('3-rollouts/sampledEntropy', {
      params: { count: logProbs.length },
      inputs: { logProbs },
      outputs: { entropies: logProbs.length },
      dispatch: { invocations: logProbs.length },
    }),
  );
  return Array.from(entropies!).reduce((sum, own) => sum + own, 0);
}

async function cueOf(compute: Compute, gold: readonly string[], sample: readonly Listed[]): Promise<AnswerCue | null> {
  const seen = sample.slice(0, gold.length);
  const logProbs = seen.map((listed, k) => listed[gold[k]!] ?? MISSING);
  const entropies: number[] = [];
  for (const listed of seen) entropies.push(await entropyOf(compute, listed));
  return answerCue(logProbs, entropies, 'code');
}

async function probed(input: ProbeInput, compute: Compute) {
  const { text, answer_tokens: gold, probe_top_logprobs_per_step_sample_token: probes } = input;
  const tokens = [...text];
  const end = tokens.includes('/') ? tokens.indexOf('/') : tokens.length;
  const ends = [...tokens.keys()].filter((i) => i < end && tokens[i] === '|');
  const cues: (AnswerCue | null)[][] = [];
  for (const [step] of ends.entries()) {
    const own: (AnswerCue | null)[] = [];
    for (const sample of probes[step] ?? []) own.push(await cueOf(compute, gold, sample));
    cues.push(own);
  }
  const means = cues.map((own) => meanCue(own, SAMPLES));
  const potentials = means.map(potential);
  const gains = potentialGains(potentials);
  const isTrue = tokens.slice(-SEEN_FROM_END).join('').includes(gold.join(''));
  const { solving, checking, rightToWrong } = solvingOf(potentials, ends, end, isTrue);
  return {
    acc_per_sample: cues.map((own) => own.map((cue) => cue?.acc ?? MISSING)),
    conf_per_sample: cues.map((own) => own.map((cue) => cue?.conf ?? 0)),
    acc_conf_potential_delta_per_step: means.map(({ acc, conf }, u) => [acc, conf, potentials[u]!, gains[u]!]),
    solving_tokens: solving,
    checking_tokens: checking,
    right_to_wrong: rightToWrong,
    is_true: isTrue,
  };
}

export const adapter: GoldenAdapter<ProbeInput | CornerInput> = {
  system: 'SPAE',
  run(input, { compute }) {
    if ('acc_conf' in input) return { potential: input.acc_conf.map(([acc, conf]) => potential({ acc, conf })) };
    return probed(input, compute);
  },
};
