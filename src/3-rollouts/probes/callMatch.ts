// What: probe "callMatch": how well what each turn asked for fits what should have been asked for. It makes no pass of its own.
// Formula: ../callMatching.ts over all calls of a rollout; <as>/reward = mean over the calls of the turn, 0 for a turn without one.
//   crops: the regions that came back, compared with the true boxes by IoU. calls: every <tool_call> with JSON, {"name", "arguments"}, compared
//   with the reference steps of the prompt, {"name", "parameters"} each; what is no JSON is no call.
// Shapes: <as>/reward [R × U].
// Source: quchangle1/MatchTIR, Code/verl/utils/reward_score/tool.py: compute_process_KM, compute_process_ot; comparing crops is ours.
import type { Box } from '../../1-image/types.ts';
import type { Probe } from '../../blocks/seams.ts';
import type { Units } from '../../blocks/signals.ts';
import type { Sampled } from '../../blocks/step.ts';
import { choice, number } from '../../config/knob.ts';
import { callSimilarity, cropSimilarity, matchedRewards, transportRewards } from '../callMatching.ts';
import type { Call, Values } from '../callMatching.ts';

const knobs = {
  compare: choice('crops', ['crops', 'calls'], {
    unit: '',
    doc: 'What is compared: the crops with the true boxes, or tool calls in JSON with the reference steps.',
    source: 'MatchTIR: calls; crops are ours',
  }),
  matching: choice('greedy', ['greedy', 'transport'], {
    unit: '',
    doc: 'greedy = each call gets the best reference that is left; transport = every reference is shared out among the calls.',
    source: 'MatchTIR: both',
  }),
  unmatched: number(0, {
    min: -10,
    max: 0,
    unit: '',
    doc: 'What a call earns that matches nothing (greedy).',
    source: 'MatchTIR, tool.py: 0 in compute_process_KM (−0.5 is the default of the function)',
  }),
  reg: number(0.1, {
    min: 0.001,
    max: 10,
    unit: '',
    doc: 'How evenly a reference is shared out (transport): the smaller, the more it goes to the best call.',
    source: 'MatchTIR, tool.py: 0.1',
  }),
};

type Settings = Parameters<Probe<typeof knobs>['probe']>[1];
/** How alike each call of a rollout is to each reference, and the turn of each call. */
interface Asked {
  readonly similarity: readonly (readonly number[])[];
  readonly turns: readonly number[];
}

/** The call that a text is, in JSON; null where it is none. */
export function readCall(text: string): Call | null {
  try {
    const { name, arguments: given, parameters = given } = JSON.parse(text) as Values;
    const values = (typeof parameters === 'string' ? JSON.parse(parameters) : parameters) as unknown;
    const isCall = typeof name === 'string' && typeof values === 'object' && values !== null;
    return isCall ? { name, parameters: values as Values } : null;
  } catch {
    return null;
  }
}

const CALL = /<tool_call>([^]*?)<\/tool_call>/g;

function callsOf({ policy, rollouts }: Sampled, { of, count }: Units, r: number) {
  const { tokens, maxTokens } = rollouts;
  return Array.from({ length: count }, (_, turn) => {
    const own = tokens.subarray(r * maxTokens, (r + 1) * maxTokens).filter((_id, t) => of[r * maxTokens + t] === turn);
    return [...policy.tokenizer.decode(own).matchAll(CALL)].flatMap(([, text]) => {
      const call = readCall(text!);
      return call ? [{ call, turn }] : [];
    });
  }).flat();
}

function asked(step: Sampled, units: Units, r: number, { compare }: Settings): Asked {
  const { rollouts, drawn } = step;
  const { truth } = drawn[Math.floor(r / rollouts.generations)]!;
  if (compare === 'crops') {
    const crops = (rollouts.turns?.looks ?? []).filter(({ row, box }) => row === r && box);
    const boxes = truth.boxes ?? [];
    const similarity = crops.map(({ box }) => boxes.map((wanted) => cropSimilarity(box as Box, wanted)));
    return { similarity, turns: [...crops.keys()] };
  }
  const wanted = (truth.referenceSteps ?? []).flatMap((text) => readCall(text) ?? []);
  const calls = callsOf(step, units, r);
  return {
    similarity: calls.map(({ call }) => wanted.map((one) => callSimilarity(call, one))),
    turns: calls.map(({ turn }) => turn),
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

export const block: Probe<typeof knobs> = {
  name: 'callMatch',
  doc: 'Pays each turn for how well what it asked for matches what should have been asked for, one to one.',
  formula: 'mean over the calls of the turn of the similarity to the reference that the call is matched with',
  source: 'MatchTIR: quchangle1/MatchTIR, Code/verl/utils/reward_score/tool.py',
  knobs,
  needs: () => ['unit/turn'],
  gives: ({ as }) => [`${as}/reward`],
  derive: (signal) =>
    signal === 'calls/reward' ? { as: 'calls', compare: 'crops', matching: 'greedy', unmatched: 0, reg: 0.1 } : null,
  metrics: [{ name: '{as}/reward/mean', unit: '', doc: 'Mean over all calls of how well each one matched.' }],
  probe(step, own) {
    const { lengths } = step.rollouts;
    const units = step.units.turn;
    if (!units) throw new Error(`${own.as} pays turns, and the sampler of this run makes none; take ${own.as} out.`);
    const values = new Float32Array(lengths.length * units.count);
    lengths.forEach((_, r) => {
      const { similarity, turns } = asked(step, units, r, own);
      const hasReference = (similarity[0]?.length ?? 0) > 0;
      const paid =
        own.matching === 'transport' && hasReference
          ? transportRewards(similarity, own.reg)
          : matchedRewards(similarity, own.unmatched);
      new Set(turns).forEach((turn) => {
        values[r * units.count + turn] = mean(paid.filter((_value, k) => turns[k] === turn));
      });
    });
    return Promise.resolve(new Map([[`${own.as}/reward`, { shape: 'unit' as const, unit: 'turn' as const, values }]]));
  },
  count(step, found, own) {
    const units = step.units.turn!;
    const { values } = found.get(`${own.as}/reward`)!;
    const all = Array.from(step.rollouts.lengths, (_, r) => {
      const { turns } = asked(step, units, r, own);
      return turns.map((turn) => values[r * units.count + turn]!);
    });
    return { [`${own.as}/reward/mean`]: mean(all.flat()) };
  },
};
