// What: float64 twin of answerByKind.wgsl.
import { blockIn, completionOf } from './namedBlock.ref.ts';
import { NOT_SCORABLE, rewardReference } from './prelude.ref.ts';
import type { Rollout } from './prelude.ref.ts';
import { pythonFloat, roundedToTwo } from './pythonFloat.ref.ts';
import { stripped, textOf } from './unicode.ref.ts';
import { wordErrors, wordsIn } from './wordErrors.ref.ts';

const MOST_WORDS = 255;

type Compare = (own: string, truth: string, rollout: Rollout) => number;

const isNumber: Compare = (own, truth) => {
  const [a, b] = [own, truth].map((text) => pythonFloat(text, true)) as [number, number];
  const [pointed, truePointed] = [own, truth].map((text) => /[.,]/.test(text));
  return pointed === truePointed && roundedToTwo(a) === roundedToTwo(b) ? 1 : 0;
};

const estimate: Compare = (own, truth) => {
  const [a, b] = [own, truth].map((text) => pythonFloat(text, true)) as [number, number];
  const error = (Math.abs(a - b) + 1e-9) / (Math.abs(b) + 1e-9);
  return Number.isNaN(error) ? 0 : 1 - Math.min(1, error);
};

const words: Compare = (own, truth) => {
  const wanted = wordsIn(truth);
  if (wanted.length > MOST_WORDS) return NOT_SCORABLE;
  return Math.max(0, 1 - wordErrors(wanted, wordsIn(own)) / Math.max(1, wanted.length));
};

const shared: Compare = (own, truth) => {
  const [a, b] = [own.split(','), truth.split(',')];
  const hits = [...new Set(a)].filter((item) => b.includes(item)).length;
  return hits === 0 ? 0 : 2 / (a.length / hits + b.length / hits);
};

const yesOrNo: Compare = (own, truth) =>
  ['yes', 'no'].some((word) => [own, truth].every((text) => text.toLowerCase().includes(word))) ? 1 : 0;

const KINDS: readonly Compare[] = [
  (own, truth) => (own === truth ? 1 : 0),
  isNumber,
  words,
  estimate,
  shared,
  yesOrNo,
  (_own, _truth, rollout) => rollout.rolloutSignal('mark'),
  () => 0,
];

export const reference = rewardReference((rollout) => {
  if (!rollout.hasTruthAnswer()) return 0;
  const own = blockIn(completionOf(rollout), 'answer') ?? '';
  const truth = textOf(rollout.truthAnswer());
  const wanted = blockIn(truth, 'answer') ?? (rollout.knob('whole_truth') > 0.5 ? truth : '');
  return KINDS[Math.round(rollout.knob('kind'))]!(stripped(own), stripped(wanted), rollout);
});
