// What: the last run is kept on this device: every few steps, when it is paused, and when the page is hidden; and offered
// when the page is opened again or its engine has died. Each tab keeps its own (tab.ts). Where the browser keeps nothing, the page itself
// remembers.
import { create } from 'zustand';
import { say } from '../actions.ts';
import { hasStandIn, listenToEngine } from '../engine/engine.ts';
import { arraysOf, copiedVectors } from '../../training/checkpoint.ts';
import type { PromptDraft } from '../prompts/promptDraft.ts';
import { recordsOf } from '../records/promptDrafts.ts';
import { comparedRuns, useRuns } from '../curves/runs.ts';
import type { KeptRun } from '../curves/runs.ts';
import { useStore } from '../store.ts';
import { forgetRunRecord, keepRunRecord, keptRunRecord } from './askRunWorker.ts';
import type { KeptRecord } from './askRunWorker.ts';
import { presentRun, showRun } from './presentRun.ts';
import type { RunRecord } from './runRecord.ts';
import { tabName } from './tab.ts';
import { takeCheckpoint } from './takeCheckpoint.ts';
import { RUN_TEXTS } from '../texts/run.ts';

const STEPS_BETWEEN = 5;

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
/** What this page kept last, with copies of its vectors: for an engine that dies in a browser that keeps nothing. */
let remembered: RunRecord | null = null;
let keptPrompts: readonly PromptDraft[] | null = null;
let keptRuns: readonly KeptRun[] | null = null;
let keptStep = 0;
let keeping = false;
let complained = false;

/** Small enough to be held twice. */
const REMEMBERED_FLOATS = 12e6;

async function keep(): Promise<void> {
  const { points, prompts } = useStore.getState();
  const { runs } = useRuns.getState();
  const step = points.at(-1)?.step ?? 0;
  if (held || keeping || hasStandIn() || step === 0 || (step === keptStep && runs === keptRuns)) return;
  keeping = true;
  try {
    const checkpoint = await takeCheckpoint();
    if (!checkpoint) return;
    const run = presentRun(checkpoint);
    const records = prompts === keptPrompts && remembered ? remembered.prompts : await recordsOf(prompts);
    if (arraysOf(checkpoint).reduce((sum, { length }) => sum + length, 0) <= REMEMBERED_FLOATS) {
      const copy = {
        ...checkpoint,
        vectors: copiedVectors(checkpoint.vectors),
        blocks: structuredClone(checkpoint.blocks),
      };
      remembered = { ...run, checkpoint: copy, prompts: records, compared: comparedRuns() };
    }
    keptStep = checkpoint.step;
    await keepRunRecord({
      ...run,
      ...(prompts === keptPrompts ? {} : { prompts: records }),
      ...(runs === keptRuns ? {} : { compared: comparedRuns() }),
    });
    keptPrompts = prompts;
    keptRuns = runs;
    complained = false;
    if (takenFrom !== null) await forgetRunRecord(takenFrom);
    takenFrom = null;
  } catch (error) {
    keptPrompts = keptRuns = null;
    if (!complained) say(failure((error as Error).message));
    complained = true;
  } finally {
    keeping = false;
  }
}

export const keepNow = keep;

const failure = (reason: string) => (reason === 'full' ? RUN_TEXTS.diskFull : RUN_TEXTS.notKept);

/** Watches the run and looks whether there is an older one. */
export async function watchLastRun(): Promise<void> {
  listenToEngine((event) => {
    if (event.type === 'stepDone' && event.point.step - keptStep >= STEPS_BETWEEN) void keep();
    if (event.type === 'stepDone' && event.point.step < keptStep) keptStep = 0; // a run from the start
    if (event.type === 'state' && (event.state === 'paused' || event.state === 'ready')) void keep();
  });
  useRuns.subscribe(() => void keep());
  addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && void keep());
  addEventListener('pagehide', () => void keep());
  useStore.subscribe(({ state }, before) => {
    if (state === 'failed' && before.state !== 'failed') offerRemembered();
    if (state === 'running' && before.state !== 'running') useLastRun.setState({ offered: null });
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
  keptStep = 0; // so that this tab keeps it, too, before it is trained on
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
