// What: step and speed, and the progress of what takes long with its size, speed and time left.
import { useStore } from '../../store/store.ts';
import { SHELL } from '../texts/shell.ts';
import { useTimeLeft } from './timeLeft.ts';

export function Status() {
  const progress = useStore((page) => page.progress);
  const state = useStore((page) => page.state);
  return (
    <>
      <RunLine />
      {progress && <Progress {...progress} />}
      <p role="status">{state === 'loading' && !progress ? SHELL.loading : ''}</p>
    </>
  );
}

interface ProgressProps {
  readonly what: string;
  readonly done: number;
  readonly total: number;
  readonly unit: string;
}
function Progress({ what, done, total, unit }: ProgressProps) {
  const { rate, secondsLeft } = useTimeLeft({ what, done, total });
  const bytes = unit === 'bytes';
  const shown = (value: number) => (bytes ? SHELL.megabytes(value) : String(Math.round(value)));
  return (
    <p className="progress">
      <progress value={done} max={total || 1} aria-label={what} />
      <span>
        {SHELL.progress(what, shown(done), bytes ? shown(total) : `${total} ${unit}`)}
        {rate !== null && secondsLeft !== null && SHELL.pace(bytes ? SHELL.megabytes(rate) : '', secondsLeft)}
      </span>
    </p>
  );
}

function RunLine() {
  const last = useStore((page) => page.points.at(-1));
  const seconds = last?.metrics['step_time'];
  return (
    <p>
      <strong className="count" data-lesson-target="status">
        {SHELL.stepCount(last?.step ?? 0)}
      </strong>
      {seconds !== undefined && <span className="step-time">{SHELL.stepTime(seconds)}</span>}
    </p>
  );
}
