// What: the pictures that come with watched steps: bounded, gone with their run; and what the engine is told, also after it is replaced.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectEngine } from '../../src/store/engine/engine.ts';
import type { EnginePort } from '../../src/store/engine/enginePort.ts';
import { emptyRun, useStore } from '../../src/store/store.ts';
import { addViewedStep, useViewedSteps, watchViews } from '../../src/store/watch/viewedSteps.ts';
import type { ViewedStep } from '../../src/store/watch/viewedSteps.ts';
import type { EventEnvelope } from '../../src/training/protocol.ts';

const viewed = (step: number, side = 1): ViewedStep => ({
  step,
  views: [[{ kind: 'noise', picture: 0, size: side, rgba: new Uint8ClampedArray(4 * side * side) }]],
});
const stepsOf = (steps: readonly ViewedStep[]) => steps.map(({ step }) => step);

test('bounded in bytes, the newest stay; a step that comes again replaces the later ones', () => {
  const all = [1, 2, 3].reduce<readonly ViewedStep[]>((steps, step) => addViewedStep(steps, viewed(step, 5), 200), []);
  expect(stepsOf(all)).toEqual([2, 3]);
  expect(stepsOf(addViewedStep(all, viewed(4, 50), 200))).toEqual([4]);
  expect(stepsOf(addViewedStep(all, viewed(2), 200))).toEqual([2]);
});

describe('with an engine', () => {
  const sent: { readonly type: string; readonly views?: boolean }[] = [];
  const port: EnginePort = {
    postMessage: (message) => void sent.push(message as (typeof sent)[number]),
    terminate: () => {},
    onmessage: null,
    onerror: null,
  };
  const tell = (event: unknown) => port.onmessage!({ data: event as EventEnvelope });
  const watched = () => sent.filter(({ type }) => type === 'watch').map(({ views }) => views);
  beforeEach(() => {
    connectEngine(() => port);
    sent.length = 0;
    useStore.setState({ ...emptyRun(), state: 'ready' });
  });
  afterEach(() => {
    watchViews(false);
    useStore.setState({ state: 'empty' });
  });

  test('it is told once, and again when it is another one that has just loaded', () => {
    watchViews(true);
    watchViews(true);
    expect(watched()).toEqual([true]);
    useStore.setState({ state: 'loading' });
    useStore.setState({ state: 'ready' });
    expect(watched()).toEqual([true, true]);
    watchViews(false);
    useStore.setState({ state: 'loading' });
    useStore.setState({ state: 'ready' });
    expect(watched()).toEqual([true, true, false]);
  });

  test('what it shows is kept by step, and goes with the run', async () => {
    const done = (step: number) => useStore.setState(({ points }) => ({ points: [...points, { step, metrics: {} }] }));
    done(1);
    tell({ type: 'viewed', ...viewed(1) });
    done(2);
    tell({ type: 'viewed', ...viewed(2) });
    await expect.poll(() => stepsOf(useViewedSteps.getState().steps)).toEqual([1, 2]);
    useStore.setState(emptyRun());
    expect(useViewedSteps.getState().steps).toEqual([]);
  });
});
