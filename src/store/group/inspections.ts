// What: what the engine was asked about the last step: alternatives of a rollout's tokens, changes of a whole group. Asked
// when the visitor looks, one question at a time, only while the run holds; the answers are kept, bounded.
import { create } from 'zustand';
import type { EngineEvent, TokenInspection } from '../../training/protocol.ts';
import { hasStandIn, listenToEngine, send } from '../engine/engine.ts';
import { useStore } from '../store.ts';

type GroupNumbers = Pick<Extract<EngineEvent, { type: 'groupInspected' }>, 'logProbsAfter' | 'viewLogProbs' | 'views'>;

interface Inspections {
  readonly rollouts: Readonly<Record<string, readonly TokenInspection[]>>;
  readonly groups: Readonly<Record<string, GroupNumbers>>;
  /** What is being asked for. */
  readonly pending: string | null;
  /** Why the last question had no answer. */
  readonly sentence: string | null;
}

const MOST_ROLLOUTS = 64;
const MOST_GROUPS = 24;
const NOTHING: Inspections = { rollouts: {}, groups: {}, pending: null, sentence: null };

export const useInspections = create<Inspections>()(() => NOTHING);
const set = useInspections.setState;

export const rolloutKey = (step: number, group: number, rollout: number) => `${step}/${group}/${rollout}`;
export const groupKey = (step: number, group: number) => `${step}/${group}`;

function bounded<T>(record: Readonly<Record<string, T>>, key: string, value: T, most: number): Record<string, T> {
  const entries = Object.entries(record).filter(([other]) => other !== key);
  return Object.fromEntries([...entries, [key, value] as const].slice(-most));
}

listenToEngine((event) => {
  if (event.type === 'inspected') {
    const { step, group, rollout, tokens, unavailable } = event;
    const key = rolloutKey(step, group, rollout);
    set(({ rollouts }) => ({
      sentence: unavailable,
      ...(unavailable === null && { rollouts: bounded(rollouts, key, tokens, MOST_ROLLOUTS) }),
    }));
  }
  if (event.type === 'groupInspected') {
    const { step, group, logProbsAfter, viewLogProbs, views, unavailable } = event;
    const numbers = { logProbsAfter, viewLogProbs, views };
    set(({ groups }) => ({
      sentence: unavailable,
      ...(unavailable === null && { groups: bounded(groups, groupKey(step, group), numbers, MOST_GROUPS) }),
    }));
  }
});

/** A new run has other answers under the same numbers. */
useStore.subscribe(({ points }, before) => {
  const [now, then] = [points.at(-1)?.step ?? 0, before.points.at(-1)?.step ?? 0];
  if (points !== before.points && now <= then) set(NOTHING);
});

/** The engine can be asked about this step: it is the last one, and the run holds. */
export function canAsk(step: number | null): boolean {
  const { points, state } = useStore.getState();
  const holds = state === 'ready' || state === 'paused';
  return step !== null && holds && !hasStandIn() && step === points.at(-1)?.step;
}

type Question = Parameters<typeof send>[0];

/** The newest question waits for the one that is under way; older ones are dropped. */
let next: { readonly key: string; readonly question: Question } | null = null;
function ask(key: string, question: Question): void {
  const { pending } = useInspections.getState();
  if (pending === key) return;
  if (pending !== null) return void (next = { key, question });
  set({ pending: key });
  void send(question).then(() => {
    set({ pending: null });
    const waiting = next;
    next = null;
    if (waiting) ask(waiting.key, waiting.question);
  });
}

export function askForRollout(step: number | null, group: number, rollout: number): void {
  if (step === null || !canAsk(step)) return;
  const key = rolloutKey(step, group, rollout);
  if (!useInspections.getState().rollouts[key]) ask(key, { type: 'inspect', step, group, rollout });
}

export function askForGroup(step: number | null, group: number): void {
  if (step === null || !canAsk(step)) return;
  const key = groupKey(step, group);
  if (!useInspections.getState().groups[key]) ask(key, { type: 'inspectGroup', step, group, views: true });
}
