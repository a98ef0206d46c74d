// What: a lesson on a scripted engine: what can be pressed when, what is seen by itself, what is told, and that nothing of the visitor's is lost.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultConfig } from '../../../src/config/validateConfig.ts';
import type { Lesson } from '../../../src/lessons/lesson.ts';
import { LESSONS } from '../../../src/lessons/lessons.ts';
import { isLocked, OPEN_ACCESS, useAccess } from '../../../src/store/access.ts';
import { play, stage } from '../../../src/store/actions.ts';
import { changeKnob } from '../../../src/store/engine/configActions.ts';
import { connectEngine } from '../../../src/store/engine/engine.ts';
import type { EnginePort } from '../../../src/store/engine/enginePort.ts';
import { pageIsOpen } from '../../../src/store/files/pageOpened.ts';
import { isDone } from '../../../src/store/lessons/actDone.ts';
import type { PageNow } from '../../../src/store/lessons/actDone.ts';
import { stepOf, useLesson } from '../../../src/store/lessons/lessonState.ts';
import { again, endLesson, isMissed, next, predict, startLesson } from '../../../src/store/lessons/player.ts';
import { layOut } from '../../../src/store/lessons/setUpStep.ts';
import { readProgress, resumeAt, useProgress } from '../../../src/store/lessons/progress.ts';
import { emptyPrompt } from '../../../src/store/prompts/promptDraft.ts';
import { useHistory } from '../../../src/store/prompts/promptHistory.ts';
import { useSamples } from '../../../src/store/prompts/sampleChoice.ts';
import { initialState, useStore } from '../../../src/store/store.ts';
import { PROTOCOL_VERSION, STAGE_NAMES } from '../../../src/training/protocol.ts';
import type { CommandEnvelope, EngineEvent, RolloutView, StepMetrics } from '../../../src/training/protocol.ts';

vi.stubGlobal('matchMedia', () => ({ matches: false }));
pageIsOpen();

const FIRST = '01-one-step';
const commands: CommandEnvelope[] = [];
const sent = (type: string) => commands.filter((command) => command.type === type);
let steps = 0;
let stages = 0;

const rollout = (boxIou: number): RolloutView => ({
  ...{ text: 'a', tokens: [], boxes: [[0, 0, 1, 1]], answer: 'bird', rewards: { boxIou }, reward: boxIou },
  ...{ advantage: 0, truncated: false },
});

/** Answers at once; its boxes get better by 0.1 a step, and an update is as long as the learning rate says. */
function carryOut(command: CommandEnvelope, emit: (event: EngineEvent) => void): void {
  commands.push(command);
  const { config } = useStore.getState();
  const finish = () => {
    steps++;
    const point: StepMetrics = {
      step: steps,
      metrics: { reward: 1, 'rewards/boxIou/mean': steps / 10, update_norm: config.optimizer.learning_rate / 10 },
    };
    const secondsPerStage = Object.fromEntries(STAGE_NAMES.map((name) => [name, 0])) as never;
    emit({ type: 'stepDone', point, groups: [{ promptId: 'a', rollouts: [rollout(steps / 10)] }], secondsPerStage });
  };
  if (command.type === 'reset') steps = stages = 0;
  if (command.type === 'checkpoint') {
    const checkpoint = {
      version: 2,
      step: steps,
      vectors: {},
      blocks: {},
      config,
      history: useStore.getState().points,
    };
    emit({ type: 'checkpointed', checkpoint: checkpoint as never });
  }
  if (command.type === 'restore') steps = command.checkpoint.step;
  if (command.type === 'start') {
    emit({ type: 'state', state: 'running' });
    for (let i = 0; i < (command.steps ?? 0); i++) finish();
    emit({ type: 'state', state: 'paused' });
  }
  if (command.type === 'stage') {
    emit({ type: 'state', state: 'running' });
    const name = STAGE_NAMES[stages++ % STAGE_NAMES.length]!;
    emit({ type: 'stageDone', step: steps + 1, stage: name, seconds: 0, summary: {} });
    if (name === '9-curves') finish();
    emit({ type: 'state', state: 'paused' });
  }
  emit({ type: 'done', id: command.id, ok: true });
}

const phase = () => useLesson.getState().phase;
const until = (wanted: string, id?: string) =>
  vi.waitFor(
    () => {
      expect(useLesson.getState().problem).toBeNull();
      expect(phase()).toBe(wanted);
      if (id !== undefined) expect(stepOf(useLesson.getState())?.id).toBe(id);
    },
    { interval: 2, timeout: 5000 },
  );

const own = { ...emptyPrompt('own', 'my photograph', []), question: 'where?', answer: 'here' };
const ownPoint: StepMetrics = { step: 3, metrics: { reward: 0.5 } };

beforeEach(async () => {
  await endLesson();
  const port: EnginePort = { onmessage: null, onerror: null, terminate: () => {}, postMessage };
  const emit = (event: EngineEvent) => port.onmessage?.({ data: { version: PROTOCOL_VERSION, ...event } });
  function postMessage(message: unknown): void {
    queueMicrotask(() => carryOut(message as CommandEnvelope, emit));
  }
  connectEngine(() => port);
  useStore.setState({ ...initialState(), state: 'ready', prompts: [own], selectedPrompt: 'own' }, true);
  useAccess.setState(OPEN_ACCESS);
  useProgress.setState({ lessons: {} });
  const names = ['owl', 'chicken'].map((name) => ({ ...own, id: `sample-${name}`, name }));
  useSamples.setState({ samples: names });
  commands.length = steps = stages = 0;
});

describe('a step', () => {
  test('nothing can be pressed before the prediction; Play makes the steps that were asked for, and then it is told', async () => {
    await startLesson(FIRST, 'start');
    await until('predict', 'move');
    expect(
      ['play', 'step', 'stage', 'reset', 'seed', 'learning_rate', 'format.weight'].every((id) => isLocked(id)),
    ).toBe(true);
    expect(useStore.getState().config.sampling.num_generations).toBe(8);
    expect(useStore.getState().config.data.generation_batch_size).toBe(8);
    expect(useStore.getState().prompts.map(({ name }) => name)).toEqual(['owl']);
    predict('gather');
    expect(phase()).toBe('act');
    expect([isLocked('play'), isLocked('stage')]).toEqual([false, true]);
    await play();
    await until('told');
    expect(sent('start')).toMatchObject([{ steps: 4 }]);
    expect(useLesson.getState().verdict).toMatchObject({
      passed: true,
      says: expect.stringContaining('step 4 by 0.4') as string,
    });
    expect(isLocked('play')).toBe(true);
  });

  test('a wrong prediction is answered with the same numbers, and the lesson goes on', async () => {
    await startLesson(FIRST, 'start');
    await until('predict');
    predict('scatter');
    await play();
    await until('told');
    expect(useLesson.getState().verdict).toMatchObject({
      passed: false,
      says: expect.stringContaining('gathered') as string,
    });
    expect(isMissed(useLesson.getState())).toBe(false);
    next();
    await until('act', 'answers');
  });

  test('the run of a step ends before the settings of the next one come, so that nobody is told of a reset', async () => {
    useStore.setState({ points: [ownPoint] });
    await layOut(LESSONS.get('05-why-the-loss-is-0')!, 0);
    const types = commands.map(({ type }) => type);
    expect(types).toContain('configure');
    expect(types.indexOf('reset')).toBeGreaterThan(-1);
    expect(types.indexOf('reset')).toBeLessThan(types.indexOf('configure'));
  });

  test('stages are seen one at a time; a step without a set-up goes on with the run', async () => {
    await startLesson(FIRST, 'start');
    await until('predict');
    predict('gather');
    await play();
    await until('told');
    next();
    await until('act', 'answers');
    expect([isLocked('play'), isLocked('stage')]).toEqual([true, false]);
    for (const name of ['1-image', '2-policy'] as const) {
      await stage();
      await vi.waitFor(() => expect(useStore.getState().stages[name]).toBeDefined());
      expect(phase()).toBe('act');
    }
    await stage();
    await until('told', 'answers');
    const resets = sent('reset').length;
    next();
    await until('act', 'rewards');
    expect(sent('reset')).toHaveLength(resets);
  });
});

describe('a setting that the learner changes', () => {
  const changed: Lesson = {
    ...{ title: 'A test', minutes: 5, knows: 'nothing.' },
    steps: [
      {
        ...{ id: 'only', title: 'Only', text: 'text', keep: 'kept' },
        setUp: { task: { samples: [{ name: 'owl', question: 'what?' }] }, set: ['beta=0', 'seed=4'] },
        act: [
          { kind: 'knob', name: 'learning_rate', fits: (value) => value === 6, walk: '6', say: 'six' },
          { kind: 'play', steps: 1, say: 'play' },
        ],
        check: ({ points, config }) => ({
          passed: (points.at(-1)?.metrics['update_norm'] ?? 0) > 0.6,
          says: `${config.optimizer.learning_rate}`,
        }),
      },
    ],
  };
  beforeEach(() => void (LESSONS as Map<string, Lesson>).set('99-test', changed));

  test('only that one is open; a goal that was missed is tried again, or passed over; then the run is the learner’s', async () => {
    await startLesson('99-test', 'start');
    await until('act');
    expect(useStore.getState().config).toMatchObject({ data: { seed: 4 }, auxiliaryLoss: { beta: 0 } });
    expect(useStore.getState().prompts).toMatchObject([{ question: 'what?', answer: 'here' }]);
    expect([isLocked('learning_rate'), isLocked('epsilon'), isLocked('format.weight'), isLocked('play')]).toEqual([
      false,
      true,
      true,
      true,
    ]);
    await changeKnob('learning_rate', '5');
    expect(useLesson.getState().acted).toBe(0);
    await changeKnob('learning_rate', '6');
    await vi.waitFor(() => expect(useLesson.getState().acted).toBe(1));
    expect([isLocked('learning_rate'), isLocked('play')]).toEqual([true, false]);
    await play();
    await until('told');
    expect(isMissed(useLesson.getState())).toBe(true);
    expect(useLesson.getState().runs).toEqual({});
    again();
    await until('act');
    expect(useStore.getState().config.optimizer.learning_rate).toBe(defaultConfig().optimizer.learning_rate);
    expect(useStore.getState().points).toEqual([]);
    await changeKnob('learning_rate', '6');
    await play();
    await until('told');
    next();
    await until('done');
    expect(isLocked('play')).toBe(false);
    expect(useProgress.getState().lessons['99-test']).toMatchObject({ done: true });
  });
});

describe('leaving', () => {
  test('the visitor’s run, prompts, access and history come back, and the lesson is taken up at its last run', async () => {
    const { config } = useStore.getState();
    steps = 3;
    useStore.setState({ points: [ownPoint] });
    useAccess.setState({ hidden: ['share'], locked: ['seed'] });
    useHistory.setState({ past: [{ what: 'box moved', prompts: [], selectedPrompt: null }], future: [], spoken: '' });
    await startLesson(FIRST, 'start');
    await until('predict');
    expect(useStore.getState().points).toEqual([]);
    expect(useHistory.getState().past).toEqual([]);
    predict('gather');
    await play();
    await until('told');
    next();
    await until('act', 'answers');
    await endLesson();
    expect(useStore.getState()).toMatchObject({ points: [ownPoint], prompts: [own], selectedPrompt: 'own', config });
    expect(sent('restore')).toMatchObject([{ checkpoint: { step: 3 } }]);
    expect(useAccess.getState()).toEqual({ hidden: ['share'], locked: ['seed'] });
    expect(useHistory.getState().past).toMatchObject([{ what: 'box moved' }]);
    await play();
    expect(sent('start').at(-1)).toMatchObject({ steps: null });
    await startLesson(FIRST, 'resume');
    await until('act', 'answers');
    expect(useLesson.getState().predictions).toEqual({ move: 'gather' });
  });
});

test('a lesson is taken up at the last step that makes its run; damaged progress is none', () => {
  const lesson = LESSONS.get(FIRST)!;
  const at = (id: string) => lesson.steps.findIndex((step) => step.id === id);
  expect(resumeAt(lesson, 'update')).toBe(at('answers'));
  expect(resumeAt(lesson, 'change')).toBe(at('change'));
  expect([resumeAt(lesson, 'gone'), resumeAt(lesson, undefined)]).toEqual([0, 0]);
  const sound = { step: 'move', done: false, predictions: {}, runs: {} };
  expect(readProgress(JSON.stringify({ a: sound, b: { step: 1 }, c: null }))).toEqual({ a: sound });
  expect([readProgress('{'), readProgress('[]'), readProgress(null)]).toEqual([{}, {}, {}]);
});

test('acts are seen for what they are', () => {
  const page: PageNow = {
    ...{ state: 'paused', config: defaultConfig(), step: 3, stages: { '4-rewards': { step: 4 } }, detail: 0 },
    ...{
      group: { promptId: 'a', rollouts: [rollout(0.5)] },
      stage: '6-loss',
      panel: null,
      shade: 'entropy',
      rewards: [],
    },
  };
  const say = '';
  expect(isDone({ kind: 'play', steps: 2, say }, page, 1)).toBe(true);
  expect(isDone({ kind: 'play', steps: 2, say }, page, 2)).toBe(false);
  expect(isDone({ kind: 'play', steps: 2, say }, { ...page, state: 'running' }, 1)).toBe(false);
  expect(isDone({ kind: 'stages', to: '4-rewards', say }, page, 3)).toBe(true);
  expect(isDone({ kind: 'stages', to: '4-rewards', say }, page, 4)).toBe(false);
  expect(isDone({ kind: 'rollout', fits: ({ reward }) => reward > 0.4, say }, page, 0)).toBe(true);
  expect(isDone({ kind: 'rollout', fits: ({ reward }) => reward > 0.6, say }, page, 0)).toBe(false);
  expect(isDone({ kind: 'rollout', say }, { ...page, detail: null }, 0)).toBe(false);
  expect(isDone({ kind: 'open', what: 'stage:6-loss', say }, page, 0)).toBe(true);
  expect(isDone({ kind: 'open', what: 'shade:advantage', say }, page, 0)).toBe(false);
  expect(isDone({ kind: 'knob', name: 'gone.knob', fits: () => true, walk: '', say }, page, 0)).toBe(false);
});
