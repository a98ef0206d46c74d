// What: “Continue the last run?”: offered, not forced; a run that is started takes its place. While a lesson is on it waits.
import { Button } from 'react-aria-components';
import { useCurrentLesson } from '../../store/lessons/currentLesson.ts';
import { continueLastRun, forgetLastRun, useLastRun } from '../../store/run/lastRun.ts';
import { SHARE } from '../texts/share.ts';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

function ago(time: number): string {
  const past = Date.now() - time;
  const [unit, length] = UNITS.find(([, ms]) => past >= ms) ?? ['second', 1000];
  return words.format(-Math.max(1, Math.round(past / length)), unit);
}

export function LastRunOffer() {
  const run = useLastRun((last) => last.offered);
  // It waits until a lesson is left: it would take the lesson's place.
  const inLesson = useCurrentLesson(({ id }) => id !== null);
  if (!run || inLesson) return null;
  return (
    <section className="offer" aria-label={SHARE.lastRunLabel}>
      <p>{SHARE.lastRun(run.checkpoint.step, ago(run.savedAt), SHARE.prompts(run.prompts.length))}</p>
      <Button className="primary" onPress={() => void continueLastRun()}>
        {SHARE.continueRun}
      </Button>
      <Button onPress={() => void forgetLastRun()}>{SHARE.forgetRun}</Button>
    </section>
  );
}
