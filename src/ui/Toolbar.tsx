// What: play, pause, one step, one stage, reset; seed and recipe; device, model and progress.
import { changeKnob, chooseRecipe, pause, play, reset, stage, step } from '../store/actions.ts';
import { recipeConfig, recipeNames } from '../store/recipeChoice.ts';
import { useStore } from '../store/store.ts';
import { TEXTS } from './texts.ts';

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

export function Toolbar() {
  const state = useStore((page) => page.state);
  const config = useStore((page) => page.config);
  const last = useStore((page) => page.points.at(-1)?.step ?? 0);
  const ready = state === 'ready' || state === 'paused';
  const running = state === 'running';
  return (
    <div className="toolbar" role="toolbar" aria-label="Run">
      {running ? (
        <button className="primary" onClick={() => void pause()}>
          ❚❚ {TEXTS.pause}
        </button>
      ) : (
        <button className="primary" disabled={!ready} onClick={() => void play()}>
          ▶ {TEXTS.play}
        </button>
      )}
      <button disabled={!ready} onClick={() => void step()}>
        {TEXTS.step}
      </button>
      <button disabled={!ready} onClick={() => void stage()}>
        {TEXTS.stage}
      </button>
      <button disabled={!ready && !running} onClick={() => void reset()}>
        {TEXTS.reset}
      </button>
      <span className="count" aria-live="off">
        {TEXTS.step_} {last}
      </span>
      <label>
        {TEXTS.seed}
        <input
          key={config.data.seed}
          type="number"
          min={0}
          defaultValue={config.data.seed}
          onBlur={(event) =>
            Number(event.target.value) !== config.data.seed && void changeKnob('seed', event.target.value)
          }
        />
      </label>
      <label>
        {TEXTS.recipe}
        <select value={config.recipe} onChange={(event) => void chooseRecipe(recipeConfig(event.target.value))}>
          {recipeNames.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <Status />
    </div>
  );
}

function Status() {
  const progress = useStore((page) => page.progress);
  const device = useStore((page) => page.device);
  const model = useStore((page) => page.model);
  const state = useStore((page) => page.state);
  if (progress && state !== 'running') {
    const { what, done, total, unit } = progress;
    const text = unit === 'bytes' ? `${megabytes(done)} of ${megabytes(total)}` : `${done} of ${total} ${unit}`;
    return (
      <span className="status" role="status">
        {what}: <progress value={done} max={total || 1} aria-label={what} /> {text}
      </span>
    );
  }
  return (
    <span className="status" role="status">
      {model &&
        `${model.name}, ${(model.parameters / 1e6).toFixed(1)} M weights, ${model.trainable.toLocaleString()} trainable`}
      {device && ` · ${device.description}`}
      {!model && state === 'loading' && `${TEXTS.loading} …`}
    </span>
  );
}
