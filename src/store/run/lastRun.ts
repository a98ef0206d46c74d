// What: the last run is kept on this device: with every step, when it is paused, and when the page is hidden; and offered
// when the page is opened again or its engine has died. Each tab keeps its own (tab.ts). Where the browser keeps nothing, the page itself
// remembers.
import { create } from 'zustand';
import { say } from '../actions.ts';
import { hasStandIn, listenToEngine, send } from '../engine/engine.ts';
import { arraysOf, CHECKPOINT_VERSION } from '../../training/checkpoint.ts';
import type { Checkpoint, KeptStep } from '../../training/checkpoint.ts';

import type { PromptDraft } from '../prompts/promptDraft.ts';
import { recordsOf } from '../records/promptDrafts.ts';
import type { PromptRecord } from '../records/promptRecord.ts';
import { comparedRuns, useRuns } from '../curves/runs.ts';
import type { KeptRun } from '../curves/runs.ts';
import { useStore } from '../store.ts';
import { forgetRunRecord, keepRunChange, keepRunRecord, keptRunRecord } from './askRunWorker.ts';
import type { KeptRecord } from './askRunWorker.ts';
import { presentRun, showRun } from './presentRun.ts';
import type { RunRecord } from './runRecord.ts';
import { tabName } from './tab.ts';
import { takeCheckpoint } from './takeCheckpoint.ts';
import { RUN_TEXTS } from '../texts/run.ts';

/** A whole record is written every so many steps; each step between them as what has changed, where it is small enough. */
const STEPS_BETWEEN = 5;
/** Units: numbers in all vectors and moments; 16 MiB. */
const MOST_EACH_STEP = 4e6;

/** A run that is not the visitor's own (that of a lesson) is not kept in its place. */
let held = false;
export const holdKeeping = (hold: boolean) => void (held = hold);

interface LastRun {
  /** The run that can be continued; null = none is offered. */
  readonly offered: RunRecord | null;
}
export const useLastRun = create<LastRun>()(() => ({ offered: null }));

/** The tab whose kept run is offered; null = it is this page's own memory. */
let offeredBy: string | null = null;
/** The closed tab whose run goes on here: its copy goes as soon as this tab has kept one. */
let takenFrom: string | null = null;
/** The last step that the engine handed over: for one that dies, also in a browser that keeps nothing. */
let remembered: RunRecord | null = null;
let records: { readonly of: readonly PromptDraft[]; readonly made: readonly PromptRecord[] } | null = null;
let keptPrompts: readonly PromptDraft[] | null = null;
let keptRuns: readonly KeptRun[] | null = null;
/** Of the last whole record. */
let keptStep = 0;
/** Of the last change that was written. */
let changedStep = 0;
let keeping = false;
let complained = false;

/** Small enough to be held twice. */
const REMEMBERED_FLOATS = 12e6;
const floatsOf = (checkpoint: Checkpoint) => arraysOf(checkpoint).reduce((sum, { length }) => sum + length, 0);

/** The pictures are read once, and again only where the prompts have changed. */
async function promptRecords(prompts: readonly PromptDraft[]): Promise<readonly PromptRecord[]> {
  if (records?.of !== prompts) records = { of: prompts, made: await recordsOf(prompts) };
  return records.made;
}

/** A step that came whole: remembered at once, then written. */
function keepStep({ config, vectors, blocks }: KeptStep, step: number): void {
  const { points: history, prompts } = useStore.getState();
  // Events that waited together: the page is further already, and the last of them counts.
  if (hasStandIn() || history.at(-1)?.step !== step) return;
  const checkpoint = { version: CHECKPOINT_VERSION, config, step, vectors, blocks, history };
  const made = records?.of === prompts ? records.made : null;
  if (made) remembered = { ...presentRun(checkpoint), prompts: made, compared: comparedRuns() };
  void keep(checkpoint);
}

/** `given`: the step that has just been made; left out = the engine is asked. */
async function keep(given?: Checkpoint): Promise<void> {
  const { points, prompts } = useStore.getState();
  const { runs } = useRuns.getState();
  const step = points.at(-1)?.step ?? 0;
  if (held || keeping || hasStandIn() || step === 0 || (step === keptStep && runs === keptRuns)) return;
  keeping = true;
  try {
    const known = given ?? (remembered?.checkpoint.step === step ? remembered.checkpoint : null);
    const checkpoint = known ?? (await takeCheckpoint());
    if (!checkpoint) return;
    const run = presentRun(checkpoint);
    const made = await promptRecords(prompts);
    const isRemembered = floatsOf(checkpoint) <= REMEMBERED_FLOATS;
    if (isRemembered && !(remembered && remembered.checkpoint.step > checkpoint.step))
      remembered = { ...run, prompts: made, compared: comparedRuns() };
    const isSame = prompts === keptPrompts && runs === keptRuns;
    if (given && isSame && keptStep > 0 && checkpoint.step > keptStep && checkpoint.step < keptStep + STEPS_BETWEEN) {
      await keepChange(checkpoint, run);
    } else {
      await keepRunRecord(
        {
          ...run,
          ...(prompts === keptPrompts ? {} : { prompts: made }),
          ...(runs === keptRuns ? {} : { compared: comparedRuns() }),
        },
        !isRemembered,
      );
      keptStep = changedStep = checkpoint.step;
      keptPrompts = prompts;
      keptRuns = runs;
      if (takenFrom !== null) await forgetRunRecord(takenFrom);
      takenFrom = null;
    }
    complained = false;
  } catch (error) {
    keptPrompts = keptRuns = null;
    if (!complained) say(failure((error as Error).message));
    complained = true;
  } finally {
    keeping = false;
  }
  // A step that was made meanwhile.
  const newest = remembered?.checkpoint;
  if (newest && newest.step > step && newest.step > changedStep && !complained) void keep(newest);
}

async function keepChange(checkpoint: Checkpoint, run: Omit<RunRecord, 'prompts' | 'compared'>): Promise<void> {
  if (floatsOf(checkpoint) > MOST_EACH_STEP) return;
  const { savedAt, groups, advantages } = run;
  const history = checkpoint.history.filter(({ step }) => step > keptStep);
  await keepRunChange({ savedAt, groups, advantages, checkpoint: { ...checkpoint, history } });
  changedStep = checkpoint.step;
}

export const keepNow = keep;

const failure = (reason: string) => (reason === 'full' ? RUN_TEXTS.diskFull : RUN_TEXTS.notKept);

/** Watches the run and looks whether there is an older one. */
export async function watchLastRun(): Promise<void> {
  listenToEngine((event) => {
    if (event.type === 'modelLoaded') void send({ type: 'keepSteps' });
    if (event.type === 'stepDone') {
      const { step } = event.point;
      if (step <= keptStep) keptStep = changedStep = 0; // a run from the start
      if (event.kept) keepStep(event.kept, step);
      else if (step - keptStep >= STEPS_BETWEEN) void keep();
    }
    if (event.type === 'state' && (event.state === 'paused' || event.state === 'ready')) void keep();
  });
  useRuns.subscribe(() => void keep());
  addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && void keep());
  addEventListener('pagehide', () => void keep());
  useStore.subscribe(({ state }, before) => {
    if (state === 'failed' && before.state !== 'failed') offerRemembered();
    if (state !== 'running' || before.state === 'running') return;
    useLastRun.setState({ offered: null });
    void promptRecords(useStore.getState().prompts).catch(() => undefined); // read before the first step is there
  });
  const kept = await keptRunRecord().catch(() => null);
  const started = useStore.getState().points.length > 0 && !hasStandIn();
  if (kept && kept.run.checkpoint.step > 0 && !started) offer(kept);
}

function offer({ run, tab }: KeptRecord): void {
  offeredBy = tab;
  useLastRun.setState({ offered: run });
}

/** The engine died: what it knew after the last kept step is offered once it is loaded again. */
function offerRemembered(): void {
  offeredBy = null;
  if (remembered) return useLastRun.setState({ offered: remembered });
  void keptRunRecord().then(
    (kept) => kept && offer(kept),
    () => undefined,
  );
}

export async function continueLastRun(): Promise<void> {
  const { offered } = useLastRun.getState();
  if (!offered) return;
  if (!(await showRun(offered, 'kept'))) return;
  if (offeredBy !== (await tabName())) takenFrom = offeredBy;
  keptStep = changedStep = 0; // so that this tab keeps it, too, before it is trained on
  keptPrompts = keptRuns = null;
  offeredBy = null;
  useLastRun.setState({ offered: null });
  await keep();
}

export async function forgetLastRun(): Promise<void> {
  const from = offeredBy ?? (await tabName());
  useLastRun.setState({ offered: null });
  remembered = null;
  keptPrompts = keptRuns = null;
  offeredBy = null;
  await forgetRunRecord(from).catch(() => undefined);
}
