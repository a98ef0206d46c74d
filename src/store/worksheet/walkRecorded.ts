// What: a lesson gone through on its recorded runs, without a page: for each step the text that a learner reads before acting, and what is told
// after it to one who predicts right. All numbers are those of the recordings.
import type { Config } from '../../config/config.ts';
import { setLeaves } from '../../config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../config/validateConfig.ts';
import type {
  Act,
  Facts,
  Lesson,
  LessonEvidence,
  LessonRun,
  OwnReward,
  PredictionValue,
  StageFacts,
  Step,
  Verdict,
} from '../../lessons/lesson.ts';
import { series } from '../../lessons/numbers.ts';
import type { StageName } from '../../training/protocol.ts';
import { configOfSetUp } from '../lessons/configOfSetUp.ts';
import { lessonEvidence } from '../lessons/lessonEvidence.ts';
import type { Recording } from '../recorded/recording.ts';

export interface WalkedStep {
  readonly step: Step;
  /** Markup. */
  readonly text: string;
  /** The same text after the acts, where it has more to say then; else null. */
  readonly textAfter: string | null;
  /** What is told after the acts; null where there is no recorded run, or nothing is told. `passed` is that of the right prediction. */
  readonly told: Verdict | null;
  /** Of a curve that was to be drawn: what the run made of it. */
  readonly made: readonly number[];
  /** What the numbers come from; null where there is no recorded run. */
  readonly recorded: { readonly name: string; readonly commit: string | null; readonly seed: number } | null;
}

/** null = it cannot be had. */
export type LoadRecording = (name: string) => Promise<Recording | null>;

interface Walk {
  config: Config;
  name: string | null;
  recording: Recording | null;
  /** Finished steps of the run, and of them those before the present step of the lesson. */
  finished: number;
  from: number;
  stages: Partial<Record<StageName, StageFacts>>;
  rewards: readonly OwnReward[];
  greedy: boolean;
  evidence: LessonEvidence | undefined;
  readonly runs: Record<string, LessonRun>;
  readonly predictions: Record<string, PredictionValue>;
}

function factsOf(walk: Walk, prediction: PredictionValue | null): Facts {
  const { config, recording, finished, from, stages, rewards, runs, predictions, greedy, evidence } = walk;
  const done = recording?.steps.slice(0, finished) ?? [];
  const history = done.map(({ point }) => point);
  const evaluations: Facts['evaluations'] =
    greedy && recording ? { before: { step: 0, results: recording.before } } : {};
  return {
    ...{ config, history, points: history.slice(from), groups: done.at(-1)?.groups ?? [], stages: { ...stages } },
    steps: done.slice(from).map(({ point, groups }) => ({ step: point.step, groups })),
    ...{ runs: { ...runs }, prediction, predictions: { ...predictions }, evaluations, rewards, recorded: true },
    ...(evidence && { evidence }),
  };
}

/** Stages of the step that comes next, up to and with that one; all of them where it is null. */
function runStages(walk: Walk, to: StageName | null): void {
  const next = walk.recording?.steps[walk.finished];
  if (!next) return;
  for (const { stage, summary, example } of next.stages) {
    walk.stages[stage] = { step: next.point.step, summary, ...(example && { example }) };
    if (stage === to) break;
  }
  if (to === null || to === next.stages.at(-1)?.stage) walk.finished += 1;
}

function carryOut(walk: Walk, act: Act): void {
  if (act.kind === 'play') for (let i = 0; i < act.steps; i++) runStages(walk, null);
  if (act.kind === 'stages') runStages(walk, act.to);
  if (act.kind === 'knob') walk.config = validateConfig(setLeaves(walk.config, [[act.name, act.walk]]));
  if (act.kind === 'reward') walk.rewards = [...walk.rewards, act.walk];
}

async function setUp(walk: Walk, step: Step, load: LoadRecording): Promise<void> {
  walk.from = walk.finished;
  if (!step.setUp) return;
  const name = step.recorded ?? null;
  walk.config = configOfSetUp(walk.config, step.setUp);
  Object.assign(walk, { name, recording: name === null ? null : await load(name), finished: 0, from: 0, stages: {} });
  walk.greedy = step.setUp.greedy === true;
  if (step.setUp.ownRewards !== true) walk.rewards = [];
}

async function walkStep(walk: Walk, step: Step, load: LoadRecording): Promise<WalkedStep> {
  await setUp(walk, step, load);
  walk.evidence = await lessonEvidence(step.evidence);
  const words = (prediction: PredictionValue | null) =>
    typeof step.text === 'string' ? step.text : step.text(factsOf(walk, prediction));
  const text = words(null);
  const right = step.predict?.walk.right ?? null;
  for (const act of step.act ?? []) carryOut(walk, act);
  const { recording, name } = walk;
  const facts = factsOf(walk, right);
  if (right !== null) walk.predictions[step.id] = right;
  if (step.keep !== undefined)
    walk.runs[step.keep] = { config: walk.config, points: facts.history, groups: facts.groups };
  if (!recording || name === null) return { step, text, textAfter: null, told: null, made: [], recorded: null };
  const after = words(right);
  return {
    ...{ step, text, textAfter: after === text ? null : after },
    told: step.check?.(facts) ?? null,
    made: step.predict?.kind === 'curve' ? series(facts.points, step.predict.metric) : [],
    recorded: { name, commit: recording.commit, seed: walk.config.data.seed },
  };
}

export async function walkRecorded(lesson: Lesson, load: LoadRecording): Promise<readonly WalkedStep[]> {
  const walk: Walk = {
    ...{ config: defaultConfig(), name: null, recording: null, finished: 0, from: 0, stages: {} },
    ...{ rewards: [], greedy: false, evidence: undefined, runs: {}, predictions: {} },
  };
  const steps: WalkedStep[] = [];
  for (const step of lesson.steps) steps.push(await walkStep(walk, step, load));
  return steps;
}
