// What: how far the stage under way is and how long it will take: from what the engine tells of it, else from what the same
// stage took in the step before.
// Units: seconds.
import type { StageProgress, StageReport } from '../../store/store.ts';
import { STAGE_NAMES } from '../../training/protocol.ts';
import type { StageName } from '../../training/protocol.ts';

export type StageReports = Readonly<Partial<Record<StageName, StageReport>>>;

/** The stage that follows the last one that was done, unless the engine says which one it is at. */
export function stageUnderWay(last: StageName | null, told: StageProgress | null): StageName {
  if (told) return told.stage;
  return STAGE_NAMES[(last ? STAGE_NAMES.indexOf(last) + 1 : 0) % STAGE_NAMES.length]!;
}

/** What the finished stages of the step under way took. */
export function secondsSoFar(last: StageName | null, reports: StageReports): number {
  if (!last || last === STAGE_NAMES.at(-1)) return 0;
  const step = reports[last]?.step;
  return Object.values(reports).reduce((sum, report) => sum + (report.step === step ? report.seconds : 0), 0);
}

export interface Pace {
  /** 0 to 1; null = unknown. */
  readonly share: number | null;
  readonly secondsLeft: number | null;
}

/** Too early to say how fast it goes. */
const LEAST_SECONDS = 0.5;

export function paceOf(elapsed: number, told: StageProgress | null, before: number | undefined): Pace {
  const remembered = before !== undefined && before > elapsed ? before - elapsed : null;
  if (!told) return { share: remembered === null ? null : elapsed / before!, secondsLeft: remembered };
  const { done, total } = told;
  const measured = done > 0 && elapsed >= LEAST_SECONDS ? (elapsed / done) * (total - done) : null;
  // Answers may end before their longest length, so the step before is often the better guess.
  const guesses = [measured, remembered].filter((guess) => guess !== null);
  return { share: done / Math.max(1, total), secondsLeft: guesses.length > 0 ? Math.min(...guesses) : null };
}
