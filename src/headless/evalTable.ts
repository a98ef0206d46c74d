// What: the table of a model card from evaluated prompts: one row per skill (the part of a prompt's id before '/').
// Formula: pass@k by the unbiased estimator (training/evaluate/passAtK.ts); greedy = share of greedy answers that pass; IoU = mean over
//   prompts with one true box of the greedy box's; error = mean signed error of x0 y0 x1 y1 over all sampled boxes of such
//   prompts whose IoU > 0, in fractions of the side; format = share of samples with a closed <answer> or <box>.
import type { Box } from '../1-image/types.ts';
import { iou, passAtK } from '../training/evaluate/passAtK.ts';
import type { EvaluatedAnswer, Evaluation } from '../training/protocol.ts';
import type { HostPrompt } from './hostMessages.ts';

export interface SkillRow {
  readonly skill: string;
  readonly prompts: number;
  /** By k; NaN where nothing was sampled. */
  readonly passAt: Readonly<Record<number, number>>;
  readonly greedy: number;
  readonly format: number;
  /** NaN where no prompt has exactly one true box. */
  readonly iou: number;
  readonly sampledIou: number;
  readonly error: readonly number[];
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const isFormed = ({ text }: EvaluatedAnswer) =>
  /<answer>[^<>]+<\/answer>\s*$/.test(text) || /<box>[^<>]+<\/box>\s*$/.test(text);
const bestIou = (truth: Box, boxes: readonly Box[]) => (boxes[0] ? iou(truth, boxes[0]) : 0);

function rowOf(
  skill: string,
  own: readonly { prompt: HostPrompt; result: Evaluation }[],
  ks: readonly number[],
): SkillRow {
  const sampled = own.flatMap(({ result }) => result.samples ?? []);
  const boxed = own.flatMap(({ prompt, result }) => {
    const boxes = prompt.truth.boxes ?? [];
    return boxes.length === 1 ? [{ truth: boxes[0]!, result }] : [];
  });
  const errors = boxed.flatMap(({ truth, result }) =>
    (result.samples ?? []).flatMap(({ boxes: [box] }) =>
      box && iou(truth, box) > 0 ? [box.map((v, k) => v - truth[k]!)] : [],
    ),
  );
  const at = (k: number) =>
    mean(
      own.map(({ result }) => {
        const samples = result.samples ?? [];
        return samples.length < k ? NaN : passAtK(samples.length, samples.filter(({ passed }) => passed).length, k);
      }),
    );
  return {
    skill,
    prompts: own.length,
    passAt: Object.fromEntries(ks.map((k) => [k, at(k)])),
    greedy: mean(own.map(({ result }) => Number(result.passed === true))),
    format: mean(sampled.map((answer) => Number(isFormed(answer)))),
    iou: mean(boxed.map(({ truth, result }) => bestIou(truth, result.boxes))),
    sampledIou: mean(
      boxed.flatMap(({ truth, result }) => (result.samples ?? []).map(({ boxes }) => bestIou(truth, boxes))),
    ),
    error: [0, 1, 2, 3].map((k) => mean(errors.map((error) => error[k]!))),
  };
}

export function skillRows(
  prompts: readonly HostPrompt[],
  results: readonly Evaluation[],
  ks: readonly number[],
): SkillRow[] {
  const byId = new Map(prompts.map((prompt) => [prompt.id, prompt]));
  const groups = new Map<string, { prompt: HostPrompt; result: Evaluation }[]>();
  for (const result of results) {
    const prompt = byId.get(result.promptId);
    if (!prompt) continue;
    const skill = result.promptId.includes('/') ? result.promptId.slice(0, result.promptId.indexOf('/')) : 'all';
    groups.set(skill, [...(groups.get(skill) ?? []), { prompt, result }]);
  }
  return [...groups].map(([skill, own]) => rowOf(skill, own, ks));
}

const number = (value: number, digits = 2) => (Number.isNaN(value) ? '–' : value.toFixed(digits));

/** The rows as a Markdown table. */
export function markdownTable(rows: readonly SkillRow[], ks: readonly number[]): string {
  const head = [
    'skill',
    'prompts',
    ...ks.map((k) => `pass@${k}`),
    'greedy',
    'format',
    'IoU greedy',
    'IoU sampled',
    'box error',
  ];
  const lines = rows.map((row) => [
    row.skill,
    String(row.prompts),
    ...ks.map((k) => number(row.passAt[k]!)),
    number(row.greedy),
    number(row.format),
    number(row.iou),
    number(row.sampledIou),
    row.error.some(Number.isNaN) ? '–' : row.error.map((value) => number(value, 3)).join(' '),
  ]);
  return [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
