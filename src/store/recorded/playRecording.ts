// What: the recording on the page: starts it in the engine's place, and goes over to the visitor's own run. Any edit of the
// data or the settings goes over too: what is on the page is then no recording any more.
import { useAdvantages } from '../curves/advantageHistory.ts';
import { forgetSent, play } from '../actions.ts';
import { hasStandIn, setStandIn } from '../engine/engine.ts';
import { makeWay, placeByPage } from '../prompts/placedByPage.ts';
import { useKeptSteps } from '../group/keptSteps.ts';
import { draftsOfRecords } from '../records/promptDrafts.ts';
import { emptyRun, useStore } from '../store.ts';
import type { PageState } from '../store.ts';
import { spreadsOfSteps } from './logSpreads.ts';
import { RecordedEngine } from './recordedEngine.ts';
import { readRecording } from './recording.ts';
import type { Recording } from './recording.ts';
import { shownLog, useRecording } from './shownRecording.ts';
import type { LogShown } from './shownRecording.ts';

/** Under the page's own address, so that it comes with the page. */
const FILE = 'recorded/first-run.rollscope';

const onThePage = () => {
  const { prompts, selectedPrompt, selectedGroup, points, groups, evaluations, stages, currentStage } = useStore.getState(); // prettier-ignore
  return {
    page: { prompts, selectedPrompt, selectedGroup, points, groups, evaluations, stages, currentStage },
    ...{ spreads: useAdvantages.getState(), steps: useKeptSteps.getState() },
  };
};

/** The page as it was. */
let table: ReturnType<typeof onThePage> | null = null;
let recorded: PageState['prompts'] | null = null;
let player: RecordedEngine | null = null;
let played: Recording | null = null;

/** `log`: of another trainer, whose policy is nowhere; the engine's state is then 'empty', and nothing that needs it can be used. */
export function putOn(recording: Recording, drafts: PageState['prompts'], log?: LogShown): void {
  table = onThePage();
  player = new RecordedEngine(recording);
  played = recording;
  setStandIn(player);
  recorded = drafts;
  const selected = { prompts: drafts, selectedPrompt: drafts[0]?.id ?? null };
  useStore.setState({ ...emptyRun(), ...selected, selectedGroup: 0, state: log ? 'empty' : 'ready' });
  const { model, device, steps } = recording;
  useRecording.setState({ shown: { model, device, steps: steps.length, ...(log && { log }) } });
}

/** False where there is none, or where the visitor was faster than the file: what lies on the table is not covered. */
export async function startRecording(playing: boolean): Promise<boolean> {
  try {
    const response = await fetch(new URL(FILE, document.baseURI));
    if (!response.ok) return false;
    const recording = await readRecording(new Uint8Array(await response.arrayBuffer()));
    const drafts = placeByPage(await draftsOfRecords(recording.prompts));
    if (shownLog() || makeWay(useStore.getState().prompts).length > 0) return false;
    putOn(recording, drafts);
    if (playing) void play();
    return true;
  } catch {
    return false;
  }
}

/** The page as it was after that step of the recording; 0 = before the first. */
export function seekRecording(step: number): void {
  if (!player || !played) return;
  const points = played.steps.slice(0, step).map(({ point }) => point);
  useStore.setState({ points, groups: played.steps[step - 1]?.groups ?? [], stages: {}, currentStage: null });
  if (shownLog()) useAdvantages.setState({ spreads: spreadsOfSteps(played.steps.slice(0, step)) });
  player.seek(step);
}

function leave(): void {
  if (!hasStandIn()) return;
  recorded = player = played = null;
  useRecording.setState({ shown: null });
  useStore.setState(emptyRun()); // while it stands in: its curves are not kept as a run of the visitor's
  setStandIn(null);
  forgetSent();
}

/** Back to the table as it was before. */
export function leaveRecording(): void {
  if (!hasStandIn()) return;
  const before = table;
  leave();
  if (!before) return;
  useStore.setState({ ...before.page, selectedRollout: null });
  useAdvantages.setState(before.spreads);
  useKeptSteps.setState(before.steps);
}

/** The visitor's own run on what was on the table, as soon as the model is there. */
export function trainOwn(): void {
  leaveRecording();
  if (useStore.getState().state === 'ready') return void play();
  const stop = useStore.subscribe(({ state }) => {
    if (state === 'loading' || state === 'empty') return;
    stop();
    if (state === 'ready') void play();
  });
}

useStore.subscribe(({ prompts, config }, before) => {
  if (recorded === null || !hasStandIn()) return;
  if (prompts !== before.prompts && prompts !== recorded) leave();
  // The visitor's run comes back from behind a log; behind our own recording there is none.
  else if (config !== before.config) (shownLog() ? leaveRecording : leave)();
});
