// What: one line: progress of what takes long, else step, speed, model and device.
import { useStore } from '../../store/store.ts';
import { SHELL } from '../texts/shell.ts';

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

export function Status() {
  const progress = useStore((page) => page.progress);
  const state = useStore((page) => page.state);
  return (
    <div className="status">
      {progress && state !== 'running' ? <Progress {...progress} /> : <RunLine />}
      <p role="status">{state === 'loading' && !progress ? SHELL.loading : ''}</p>
    </div>
  );
}

interface ProgressProps {
  readonly what: string;
  readonly done: number;
  readonly total: number;
  readonly unit: string;
}
function Progress({ what, done, total, unit }: ProgressProps) {
  const shown = (value: number) => (unit === 'bytes' ? megabytes(value) : String(value));
  return (
    <p>
      <progress value={done} max={total || 1} aria-label={what} />
      {SHELL.progress(what, shown(done), unit === 'bytes' ? shown(total) : `${total} ${unit}`)}
    </p>
  );
}

function RunLine() {
  const last = useStore((page) => page.points.at(-1));
  const device = useStore((page) => page.device);
  const model = useStore((page) => page.model);
  const seconds = last?.metrics['step_time'];
  return (
    <p>
      <strong className="count">{SHELL.stepCount(last?.step ?? 0)}</strong>
      {seconds !== undefined && <span>{SHELL.speed(seconds)}</span>}
      {device && <span className="badge">{device.description}</span>}
      {model && (
        <span>
          {SHELL.model(model.name, (model.parameters / 1e6).toFixed(1), model.trainable.toLocaleString('en'))}
        </span>
      )}
    </p>
  );
}
