// What: runs that are kept to be compared: by hand, by a reset, bounded, named, with colours of their own.
import { beforeEach, describe, expect, test } from 'vitest';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import {
  addRuns,
  comparedRuns,
  deleteRun,
  dropCopies,
  keepPresentRun,
  keepReplaced,
  keepRun,
  LEAST_STEPS,
  MAX_RUNS,
  renameRun,
  toggleRun,
  useRuns,
} from '../../src/store/curves/runs.ts';
import { emptyRun, initialState, useStore } from '../../src/store/store.ts';

const points = (count: number, reward = 1) =>
  Array.from({ length: count }, (_, i) => ({ step: i + 1, metrics: { reward } }));
const runs = () => useRuns.getState().runs;

beforeEach(() => {
  useStore.setState(initialState(), true);
  useRuns.setState({ runs: [] });
});

describe('kept runs', () => {
  test('a reset keeps a run of some length with the settings it had; a short one goes', () => {
    const config = setLeaf(defaultConfig(), 'lora_r', '4');
    useStore.setState({ points: points(LEAST_STEPS), config });
    useStore.setState({ config: defaultConfig(), ...emptyRun() });
    expect(runs()).toHaveLength(1);
    expect(runs()[0]!.points).toHaveLength(LEAST_STEPS);
    expect(runs()[0]!.config.adapter.lora_r).toBe(4);
    useStore.setState({ points: points(LEAST_STEPS - 1) });
    useStore.setState(emptyRun());
    expect(runs()).toHaveLength(1);
  });

  test('a run that goes on is not kept, and the same run not twice', () => {
    const first = points(LEAST_STEPS);
    useStore.setState({ points: first });
    useStore.setState({ points: [...first, { step: LEAST_STEPS + 1, metrics: {} }] });
    expect(runs()).toHaveLength(0);
    keepPresentRun();
    keepPresentRun();
    useStore.setState(emptyRun());
    expect(runs()).toHaveLength(1);
  });

  test('bounded; unnamed ones give way first; every colour once', () => {
    keepRun(points(3), defaultConfig(), false);
    renameRun(runs()[0]!.id, '  the good one ');
    for (let i = 0; i < 2 * MAX_RUNS; i++) keepRun(points(3), defaultConfig(), false);
    expect(runs()).toHaveLength(MAX_RUNS);
    expect(runs()[0]!.name).toBe('the good one');
    expect(new Set(runs().map(({ colour }) => colour)).size).toBe(MAX_RUNS);
    expect(runs().every(({ colour }) => colour >= 1 && colour <= MAX_RUNS)).toBe(true);
  });

  test('named, hidden, deleted; an empty name changes nothing', () => {
    keepRun(points(3), defaultConfig(), true);
    const { id, name } = runs()[0]!;
    renameRun(id, '   ');
    expect(runs()[0]!.name).toBe(name);
    toggleRun(id);
    expect(runs()[0]!.hidden).toBe(true);
    deleteRun(id);
    expect(runs()).toEqual([]);
  });

  test('those of a file come beside those that are here: colours where free, none twice, as they were saved', () => {
    keepRun(points(3, 0.25), defaultConfig(), true);
    keepRun(points(4, 0.5), defaultConfig(), true);
    const saved = structuredClone(comparedRuns());
    addRuns(saved);
    expect(runs()).toHaveLength(2);
    useRuns.setState({ runs: [] });
    addRuns(saved);
    expect(comparedRuns()).toEqual(saved);
    keepRun(points(5), defaultConfig(), true);
    addRuns([{ ...saved[0]!, points: points(6), colour: 1 }]);
    expect(new Set(runs().map(({ colour }) => colour)).size).toBe(4);
    expect(new Set(runs().map(({ id }) => id)).size).toBe(4);
  });

  test('a run that goes on has no copy beside it but a wanted one', () => {
    keepRun(points(12), defaultConfig(), false);
    keepRun(points(12, 0.5), defaultConfig(), true);
    dropCopies(structuredClone(points(12)));
    expect(runs().map(({ wanted }) => wanted)).toEqual([true]);
    dropCopies(points(12, 0.5));
    expect(runs()).toHaveLength(1);
  });

  test('a run that an opened file replaces is kept, unless it is that of the file', () => {
    const own = points(LEAST_STEPS);
    keepReplaced(own, defaultConfig(), structuredClone(own));
    keepReplaced(points(LEAST_STEPS - 1), defaultConfig(), []);
    expect(runs()).toHaveLength(0);
    keepReplaced(own, defaultConfig(), points(LEAST_STEPS + 5));
    keepReplaced(structuredClone(own), defaultConfig(), []);
    expect(runs()).toHaveLength(1);
  });
});
