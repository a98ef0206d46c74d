// What: going back on the page: the engine's answer moves curves, groups and evaluations to that step; the run that is left stays beside it.
import { beforeEach, expect, test } from 'vitest';
import { keptAtOrBefore, goBack, useKeptAdapters } from '../../src/store/run/goBack.ts';
import { useRuns } from '../../src/store/curves/runs.ts';
import { connectEngine } from '../../src/store/engine/engine.ts';
import type { EnginePort } from '../../src/store/engine/enginePort.ts';
import { useKeptSteps } from '../../src/store/group/keptSteps.ts';
import { initialState, useStore } from '../../src/store/store.ts';
import { knowLessons, lessonOf, useLessonLinks, verdictOf } from '../../src/store/verdicts.ts';
import type { CommandEnvelope, EngineEvent, GroupView } from '../../src/training/protocol.ts';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';

const group = (promptId: string): readonly GroupView[] => [{ promptId, rollouts: [] }];
const points = Array.from({ length: 12 }, (_, i) => ({ step: i + 1, metrics: { reward: 1 } }));

/** Answers as the engine would. */
class Port implements EnginePort {
  onmessage: EnginePort['onmessage'] = null;
  onerror: EnginePort['onerror'] = null;
  readonly commands: CommandEnvelope[] = [];
  terminate(): void {}
  tell(event: EngineEvent): void {
    this.onmessage?.({ data: { version: PROTOCOL_VERSION, ...event } });
  }
  postMessage(message: unknown): void {
    const command = message as CommandEnvelope;
    this.commands.push(command);
    if (command.type !== 'goBack') return;
    const { step, id } = command;
    const isKept = step === 0 || step === 5;
    if (isKept) {
      this.tell({ type: 'wentBack', step, history: points.slice(0, step) });
      this.tell({ type: 'kept', adapters: [{ step: 0, why: 'first' }], bytes: 40 });
    }
    this.tell({ type: 'done', id, ok: isKept });
  }
}

let port: Port;
beforeEach(() => {
  port = new Port();
  connectEngine(() => port);
  useStore.setState(initialState(), true);
  useRuns.setState({ runs: [] });
  useStore.setState({ points: points.slice(0, 5), groups: group('fifth') });
  const evaluation = { step: 0, results: [] };
  const evaluations = { before: evaluation, after: { ...evaluation, step: 12 } };
  useStore.setState({ points, groups: group('last'), evaluations, selectedRollout: 2 });
});

test('curves, group and answers are those of the step; the run that is left is kept by name', async () => {
  expect(await goBack(5)).toBe(true);
  const { points: now, groups, evaluations, selectedRollout } = useStore.getState();
  expect(now.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5]);
  expect(groups).toEqual(group('fifth'));
  expect(Object.keys(evaluations)).toEqual(['before']);
  expect(selectedRollout).toBeNull();
  expect(useKeptSteps.getState().steps.map(({ step }) => step)).toEqual([5]);
  const { runs } = useRuns.getState();
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatchObject({ wanted: true, points });
  expect(runs[0]!.name).toMatch(/^Run \d+: grpo, left for step 5$/);
  expect(useKeptAdapters.getState()).toEqual({ adapters: [{ step: 0, why: 'first' }], bytes: 40 });
});

test('back to the start: kept once, although a run that ends is kept by itself', async () => {
  expect(await goBack(0)).toBe(true);
  expect(useStore.getState().points).toEqual([]);
  expect(useRuns.getState().runs.map(({ name }) => name.replace(/\d+/, 'N'))).toEqual(['Run N: grpo, left for step 0']);
});

test('refused: nothing moves and nothing is kept', async () => {
  expect(await goBack(4)).toBe(false);
  expect(useStore.getState().points).toBe(points);
  expect(useRuns.getState().runs).toEqual([]);
});

test('the newest kept step that is not later, and not the last step itself', () => {
  const adapters = [0, 5, 10].map((step) => ({ step, why: 'every' as const }));
  expect(keptAtOrBefore(adapters, 9, 12)?.step).toBe(5);
  expect(keptAtOrBefore(adapters, 10, 12)?.step).toBe(10);
  expect(keptAtOrBefore(adapters, 10, 10)?.step).toBe(5);
  expect(keptAtOrBefore([], 9, 12)).toBeUndefined();
});

test('a verdict is read once a step, and links the lesson with its number where there is one', () => {
  const state = useStore.getState();
  const reading = verdictOf(state)!;
  expect(verdictOf({ ...state, groups: [] })).toBe(reading);
  expect(verdictOf({ ...state, points: points.slice(0, 8) })).not.toBe(reading);
  expect(reading.main.rule).toBe('tooEarly');
  const lesson = { id: '05-why-the-loss-is-0', title: 'Why the loss is 0', open: () => undefined };
  expect(lessonOf([], '05-why-the-loss-is-0')).toBeUndefined();
  knowLessons([lesson]);
  const { lessons } = useLessonLinks.getState();
  expect(lessonOf(lessons, '05-another-name')).toBe(lesson);
  expect(lessonOf(lessons, '04-you-get-what-you-pay-for')).toBeUndefined();
  expect(lessonOf(lessons, undefined)).toBeUndefined();
});
