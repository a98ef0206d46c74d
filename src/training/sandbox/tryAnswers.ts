// What: texts as answers to a prompt, scored by the rewards of the run, each for itself: what was typed, the presets of the prompt, and what
//   the model answers now. Rewards that read numbers of sampled answers are left out for texts that nobody sampled.
import { generate } from '../../3-rollouts/generate.ts';
import { stepTurns } from '../../3-rollouts/stepTurns.ts';
import { grammarOf } from '../../4-rewards/grammars.ts';
import { POLICY } from '../checkpoint.ts';
import { withoutProbes } from '../evaluate/evaluate.ts';
import type { LoadedPrompt } from '../prompts/loadPrompts.ts';
import { placeOf } from '../prompts/places.ts';
import { OpenStep } from '../step/openStep.ts';
import { scoreCompletions } from '../step/scoreCompletions.ts';
import type { Scorer } from '../step/scoreCompletions.ts';
import type { StepEngine } from '../step/stepTypes.ts';
import { presetsOf } from './presets.ts';
import { readAnswer } from './readAnswers.ts';
import type { Preset, ReadAnswer, SandboxCommand, SandboxEvent } from './sandboxTypes.ts';
import { textRollouts } from './textRollouts.ts';

/** What a text has of itself. */
export const OF_TEXT = ['mask', 'token', 'tokenSpans'] as const;

const NOT_OF_TEXT =
  'No reward of this run can be worked out from the text of an answer alone; add one that can, such as format.';

type Asked = Omit<Extract<SandboxCommand, { type: 'tryAnswers' }>, 'type' | 'promptId'>;
type Tried = Omit<Extract<SandboxEvent, { type: 'answersTried' }>, 'type' | 'promptId'>;
type Task = Pick<LoadedPrompt, 'question' | 'truth'>;

export function presetsFor({ config, policy }: Omit<Scorer, 'edits'>, prompt: Task, all: readonly Task[]): Preset[] {
  const { grammar, coordinate_scale: scale } = config.grammar;
  const written = scale > 0 ? scale : policy.info.imageSize;
  const { truth, question } = prompt;
  const truths = all.map((own) => own.truth);
  return presetsOf({ grammar: grammarOf(grammar), truth, question, scale: written, truths });
}

async function greedyAnswer(engine: StepEngine, prompt: LoadedPrompt): Promise<ReadAnswer> {
  const { compute, policy, config, edits, step } = engine;
  const own = { ...engine, config: withoutProbes(config, edits) };
  const open = new OpenStep(own, [placeOf(prompt)]);
  try {
    const { prefix } = await open.openPrefix();
    const { max_completion_length: maxTokens } = config.sampling;
    const drawn = { temperature: 0, topK: 0, topP: 1, seed: config.data.seed, step };
    const settings = { generations: 1, maxTokens, ...drawn, ...stepTurns(open) };
    const rollouts = await generate(policy, compute, open.vectors.get(POLICY)!, prefix, settings);
    return readAnswer(policy.tokenizer, rollouts, await scoreCompletions(own, rollouts, [prompt]), 0, 'greedy');
  } finally {
    open.free();
  }
}

export async function tryAnswers(
  engine: StepEngine,
  prompt: LoadedPrompt,
  prompts: readonly LoadedPrompt[],
  { texts, presets, greedy }: Asked,
): Promise<Tried> {
  const { config, edits, policy } = engine;
  const free = withoutProbes(config, edits, OF_TEXT);
  const kept = new Set(free.reward.reward_funcs);
  const leftOut = config.reward.reward_funcs.filter((use) => !kept.has(use)).map(({ block, as = block }) => as);
  if (kept.size === 0) throw new Error(NOT_OF_TEXT);
  const typed = texts.map((text) => ({ name: 'typed' as const, text }));
  const all = [...(presets ? presetsFor(engine, prompt, prompts) : []), ...typed];
  const answers: ReadAnswer[] = greedy ? [await greedyAnswer(engine, prompt)] : [];
  if (all.length > 0) {
    const rollouts = textRollouts(policy.tokenizer, all.map(({ text }) => text)); // prettier-ignore
    const places = all.map(() => prompt);
    const scored = await scoreCompletions({ ...engine, config: free }, rollouts, places);
    answers.push(...all.map(({ name }, r) => readAnswer(policy.tokenizer, rollouts, scored, r, name)));
  }
  return { answers, mostTokens: config.sampling.max_completion_length, leftOut };
}
