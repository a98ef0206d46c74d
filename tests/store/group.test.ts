// What: the group's state alone: the ring of kept steps, what is shown when, questions to the engine, token numbers, zooms.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connectEngine, listenToEngine } from '../../src/store/engine/engine.ts';
import type { EnginePort } from '../../src/store/engine/enginePort.ts';
import { closeDetail, goLive, goToStep, openDetail, useGroupLook } from '../../src/store/group/groupView.ts';
import { askForGroup, askForRollout, canAsk, useInspections } from '../../src/store/group/inspections.ts';
import { addKeptStep, MOST_STEPS, MOST_TOKENS, tokenCount, useKeptSteps } from '../../src/store/group/keptSteps.ts';
import type { KeptStep } from '../../src/store/group/keptSteps.ts';
import { tokenFacts } from '../../src/store/group/tokenFacts.ts';
import { emptyRun, useStore } from '../../src/store/store.ts';
import type { Command, EventEnvelope, GroupView, RolloutView } from '../../src/training/protocol.ts';

const rollout = (tokens: number, over: Partial<RolloutView> = {}): RolloutView => ({
  text: '',
  tokens: Array.from({ length: tokens }, () => ({ text: 'a', logProb: -1, entropy: 0.5 })),
  ...{ boxes: [], answer: null, rewards: {}, reward: 0, advantage: 0.5, truncated: false },
  ...over,
});
const group = (tokens: number): GroupView => ({ promptId: 'p', rollouts: [rollout(tokens)] });
const kept = (step: number, tokens = 3): KeptStep => ({ step, groups: [group(tokens)], prompts: [] });
const stepDone = (step: number) =>
  useStore.setState((state) => ({ points: [...state.points, { step, metrics: {} }], groups: [group(3)] }));

beforeEach(() => useStore.setState(emptyRun()));

describe('kept steps', () => {
  test('bounded in number, newest stay, a step that comes again replaces the later ones', () => {
    let steps: readonly KeptStep[] = [];
    for (let i = 1; i <= MOST_STEPS + 5; i++) steps = addKeptStep(steps, kept(i));
    expect(steps).toHaveLength(MOST_STEPS);
    expect([steps[0]!.step, steps.at(-1)!.step]).toEqual([6, MOST_STEPS + 5]);
    expect(addKeptStep(steps, kept(10)).map(({ step }) => step)).toEqual([6, 7, 8, 9, 10]);
  });

  test('bounded in tokens; the last one stays even where it alone is too large', () => {
    const half = MOST_TOKENS / 2;
    const steps = [1, 2, 3].reduce<readonly KeptStep[]>((all, i) => addKeptStep(all, kept(i, half)), []);
    expect(steps.map(({ step }) => step)).toEqual([2, 3]);
    expect(steps.reduce((sum, step) => sum + tokenCount(step), 0)).toBeLessThanOrEqual(MOST_TOKENS);
    expect(addKeptStep(steps, kept(4, MOST_TOKENS + 1)).map(({ step }) => step)).toEqual([4]);
  });

  test('they follow the run and go with it; who looks back is taken along', () => {
    [1, 2, 3].forEach(stepDone);
    expect(useKeptSteps.getState().steps.map(({ step }) => step)).toEqual([1, 2, 3]);
    goToStep(2);
    stepDone(4);
    expect(useGroupLook.getState().at).toBe(2);
    useStore.setState(emptyRun());
    expect(useKeptSteps.getState().steps).toEqual([]);
    expect(useGroupLook.getState().at).toBeNull();
  });

  test('details hold the step and give it back', () => {
    [1, 2].forEach(stepDone);
    openDetail(0);
    expect(useGroupLook.getState()).toMatchObject({ at: 2, detail: 0 });
    closeDetail();
    expect(useGroupLook.getState()).toMatchObject({ at: null, detail: null });
    goToStep(1);
    openDetail(0);
    closeDetail();
    expect(useGroupLook.getState().at).toBe(1);
    goLive();
  });
});

describe('questions to the engine', () => {
  const sent: (Command & { readonly id: number })[] = [];
  const port: EnginePort = {
    postMessage: (message) => void sent.push(message as (typeof sent)[number]),
    terminate: () => {},
    onmessage: null,
    onerror: null,
  };
  const tell = (event: unknown) => port.onmessage!({ data: event as EventEnvelope });
  beforeEach(() => {
    sent.length = 0;
    connectEngine(() => port);
    stepDone(1);
    useStore.setState({ state: 'ready' });
  });
  afterEach(() => useStore.setState({ state: 'empty' }));

  test('only about the last step, and only while the run holds', () => {
    expect(canAsk(1)).toBe(true);
    stepDone(2);
    expect([canAsk(1), canAsk(2)]).toEqual([false, true]);
    useStore.setState({ state: 'running' });
    expect(canAsk(2)).toBe(false);
    askForRollout(2, 0, 0);
    expect(sent).toEqual([]);
  });

  test('one at a time; of those that wait only the newest is asked; an answer is not asked for again', async () => {
    askForRollout(1, 0, 0);
    askForRollout(1, 0, 1);
    askForGroup(1, 0);
    expect(sent.map(({ type }) => type)).toEqual(['inspect']);
    tell({ type: 'inspected', step: 1, group: 0, rollout: 0, tokens: [], unavailable: null });
    tell({ type: 'done', id: sent[0]!.id, ok: true });
    await vi.waitFor(() => expect(sent.map(({ type }) => type)).toEqual(['inspect', 'inspectGroup']));
    const answered = vi.fn();
    listenToEngine(answered);
    tell({ type: 'done', id: sent[1]!.id, ok: true });
    await vi.waitFor(() => expect(answered).toHaveBeenCalledOnce());
    askForRollout(1, 0, 0);
    expect(sent).toHaveLength(2);
    expect(Object.keys(useInspections.getState().rollouts)).toEqual(['1/0/0']);
    useStore.setState(emptyRun());
    expect(useInspections.getState().rollouts).toEqual({});
  });
});

describe('numbers of a token', () => {
  test('signals of the step, what was asked afterwards, and what is not known', () => {
    const signals = { coef: Float32Array.of(-0.5), weight: Float32Array.of(1), viewLogProb: Float32Array.of(-3) };
    const [known] = tokenFacts(rollout(1, { signals }), { after: Float32Array.of(-0.75) });
    expect(known).toMatchObject({ advantage: 0.5, coef: -0.5, weight: 1, dependency: 2, change: 0.25 });
    expect(tokenFacts(rollout(1))[0]).toMatchObject({ coef: null, weight: null, dependency: null, change: null });
    expect(tokenFacts(rollout(1), { view: Float32Array.of(-2) })[0]!.dependency).toBe(1);
  });

  test('what a file brings under a name of a signal is no number until it is one', () => {
    const signals = { coef: 'x', viewLogProb: { 0: -1 }, weight: Float32Array.of(NaN) } as unknown as Record<
      string,
      Float32Array
    >;
    expect(tokenFacts(rollout(1, { signals }))[0]).toMatchObject({ coef: null, dependency: null, weight: null });
  });
});

test('a recipe is first looked at with the shade that it names; the next one without it as before', () => {
  const recipe = (name: string) => useStore.setState(({ config }) => ({ config: { ...config, recipe: name } }));
  recipe('grpo');
  recipe('vppo');
  expect(useGroupLook.getState().shade).toBe('signal:masked/divergence');
  recipe('prl');
  expect(useGroupLook.getState().shade).toBe('advantage');
  recipe('grpo');
  expect(useGroupLook.getState().shade).toBe('entropy');
  useGroupLook.setState({ shade: 'logProb' });
  recipe('dapo');
  expect(useGroupLook.getState().shade).toBe('logProb');
});
