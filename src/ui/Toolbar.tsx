// What: play, pause, one step, one stage, reset; seed and recipe.
import { loadModel, pause, play, reset, stage, step } from '../store/actions.ts';
import { changeKnob, chooseRecipe } from '../store/configActions.ts';
import { useStore } from '../store/store.ts';
import { RECIPES } from '../config/recipes.ts';
import { TEXTS } from './texts.ts';

export function Toolbar() {
  const state = useStore((page) => page.state);
  const config = useStore((page) => page.config);
  const ready = state === 'ready' || state === 'paused';
  return (
    <div className="toolbar" role="group" aria-label={TEXTS.run}>
      <MainButton />
      <RunButton label={TEXTS.step} able={ready} onPress={() => void step()} />
      <RunButton label={TEXTS.stage} able={ready} onPress={() => void stage()} />
      <RunButton label={TEXTS.reset} able={ready || state === 'running'} onPress={() => void reset()} />
      <label>
        {TEXTS.seed}
        <input
          key={config.data.seed}
          type="number"
          min={0}
          defaultValue={config.data.seed}
          disabled={state === 'running' || state === 'loading'}
          onBlur={({ target }) => target.value !== String(config.data.seed) && void changeKnob('seed', target.value)}
        />
      </label>
      <label>
        {TEXTS.recipe}
        <select value={config.recipe} onChange={(event) => void chooseRecipe(event.target.value)}>
          {[...RECIPES.values()].map(({ name, description }) => (
            <option key={name} title={description}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** One button, so that the focus stays where it is when play becomes pause. */
function MainButton() {
  const state = useStore((page) => page.state);
  if (state === 'failed') {
    return (
      <button className="primary" onClick={() => void loadModel()}>
        {TEXTS.load}
      </button>
    );
  }
  const running = state === 'running';
  return (
    <button
      className="primary"
      disabled={!running && state !== 'ready' && state !== 'paused'}
      onClick={() => void (running ? pause() : play())}
    >
      <span aria-hidden="true">{running ? '❚❚' : '▶'}</span> {running ? TEXTS.pause : TEXTS.play}
    </button>
  );
}

interface RunButtonProps {
  readonly label: string;
  readonly able: boolean;
  readonly onPress: () => void;
}
/** Keeps the focus while the engine is busy, so that Enter can be pressed again and again. */
function RunButton({ label, able, onPress }: RunButtonProps) {
  return (
    <button aria-disabled={!able} onClick={() => able && onPress()}>
      {label}
    </button>
  );
}
