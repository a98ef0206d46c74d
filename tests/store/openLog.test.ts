// What: another trainer's log in the place of the visitor's run: what needs a policy is gone, the run waits behind it and comes back whole.
import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { isShown, OPEN_ACCESS, setAccess, useAccess } from '../../src/store/access.ts';
import { useAdvantages } from '../../src/store/curves/advantageHistory.ts';
import { comparedRuns, keepPresentRun, useRuns } from '../../src/store/curves/runs.ts';
import { hasStandIn } from '../../src/store/engine/engine.ts';
import { takeFiles } from '../../src/store/files/takeFiles.ts';
import { canAsk } from '../../src/store/group/inspections.ts';
import { useKeptSteps } from '../../src/store/group/keptSteps.ts';
import { useCurrentLesson } from '../../src/store/lessons/currentLesson.ts';
import { emptyPrompt } from '../../src/store/prompts/promptDraft.ts';
import { showLog } from '../../src/store/recorded/openLog.ts';
import { leaveRecording, seekRecording } from '../../src/store/recorded/playRecording.ts';
import { readRollouts } from '../../src/store/recorded/rolloutFiles.ts';
import { shownLog } from '../../src/store/recorded/shownRecording.ts';
import { initialState, useStore } from '../../src/store/store.ts';
import { LOG_TEXTS } from '../../src/store/texts/log.ts';
import { PICTURE_TEXTS } from '../../src/store/texts/pictures.ts';

const file = (path: string, text: string | Uint8Array<ArrayBuffer>) => ({ path, file: new File([text], path) });
const TRL = ['completions_00001.parquet', 'completions_00002.parquet'].map((name) => file(name, new Uint8Array(readFileSync(`tests/cases/rollouts/trl/${name}`)))); // prettier-ignore
const SCALARS = file('log.jsonl', '{"step": 1, "data": {"critic/score/mean": 0.5}}\n');
const rollout = {
  text: 'a',
  tokens: [],
  boxes: [],
  answer: null,
  rewards: {},
  reward: 1,
  advantage: 0,
  truncated: false,
};
const get = useStore.getState;
const said = () => get().messages.map(({ text }) => text);

/** A run of twelve steps that holds. */
function ownRun() {
  useStore.setState({ ...initialState(), state: 'paused', prompts: [emptyPrompt('own', 'own', [])], selectedPrompt: 'own' }, true); // prettier-ignore
  for (let step = 1; step <= 12; step++)
    useStore.setState({ points: [...get().points, { step, metrics: { reward: step } }], groups: [{ promptId: 'own', rollouts: [rollout] }] }); // prettier-ignore
  // That of the test before was kept by itself.
  useRuns.setState({ runs: [] });
  const { prompts, points, groups, state } = get();
  return {
    page: { prompts, points, groups, state },
    spreads: useAdvantages.getState(),
    steps: useKeptSteps.getState(),
  };
}

beforeEach(() => {
  leaveRecording();
  useCurrentLesson.setState({ id: null });
  useRuns.setState({ runs: [] });
  setAccess(OPEN_ACCESS);
});

test('the log is shown at its last step; nothing asks a policy; the run comes back whole and is no compared run', async () => {
  const before = ownRun();
  await showLog(await readRollouts(TRL));
  expect(shownLog()).toEqual({ title: 'TRL', files: 2, answers: 16, hasScalars: false });
  expect(get().points.map(({ step }) => step)).toEqual([1, 2]);
  expect(useAdvantages.getState().spreads).toHaveLength(2);
  expect([get().state, canAsk(2), hasStandIn()]).toEqual(['empty', false, true]);
  for (const id of ['play', 'step', 'reset', 'best', 'settings', 'sandbox', 'verdict', 'pipeline', 'share', 'seed'])
    expect(isShown(id), id).toBe(false);
  for (const id of ['group', 'curves', 'runs', 'atlas', 'lessons']) expect(isShown(id), id).toBe(true);
  seekRecording(1);
  expect([get().points.length, useAdvantages.getState().spreads.length]).toEqual([1, 1]);
  seekRecording(2);
  keepPresentRun();
  expect(comparedRuns().map(({ name, foreign }) => [name, foreign])).toEqual([['TRL: to step 2', true]]);
  leaveRecording();
  const { prompts, points, groups, state } = get();
  expect({ page: { prompts, points, groups, state }, spreads: useAdvantages.getState(), steps: useKeptSteps.getState() }).toEqual(before); // prettier-ignore
  expect([useAccess.getState(), comparedRuns().length]).toEqual([OPEN_ACCESS, 1]);
});

test('another setting closes the log, and the run is there under it', async () => {
  const before = ownRun();
  await showLog(await readRollouts(TRL));
  useStore.setState({ config: { ...get().config } });
  expect([shownLog(), get().points]).toEqual([null, before.page.points]);
});

test('what a link hides stays so behind a log, and its lock on files holds', async () => {
  const access = { hidden: ['runs'], locked: ['seed'] };
  ownRun();
  setAccess(access);
  await showLog(await readRollouts(TRL));
  expect([isShown('runs'), useAccess.getState().locked]).toEqual([false, ['seed']]);
  leaveRecording();
  expect(useAccess.getState()).toEqual(access);
  setAccess({ hidden: ['pictures'], locked: [] });
  await showLog(await readRollouts(TRL));
  await takeFiles([SCALARS]);
  expect([said(), comparedRuns()]).toEqual([[PICTURE_TEXTS.locked], []]);
});

test('scalars stand beside a log; anything else closes it first; a log in a lesson has to wait', async () => {
  const { page } = ownRun();
  await showLog(await readRollouts(TRL));
  await takeFiles([SCALARS]);
  expect([shownLog()?.title, comparedRuns().map(({ name }) => name)]).toEqual(['TRL', ['verl: log.jsonl']]);
  await takeFiles([file('odd.rollscope', 'x')]);
  expect([shownLog(), get().points]).toEqual([null, page.points]);
  useCurrentLesson.setState({ id: '01' });
  await showLog(await readRollouts(TRL));
  expect([shownLog(), said().at(-1)]).toEqual([null, LOG_TEXTS.inLesson]);
});
