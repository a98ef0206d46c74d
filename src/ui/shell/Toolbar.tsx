// What: play, pause, one step, one stage, reset; seed and recipe.
import { Button } from 'react-aria-components';
import { loadModel, pause, play, reset, stage, step } from '../../store/actions.ts';
import { changeKnob, chooseRecipe } from '../../store/configActions.ts';
import { useStore } from '../../store/store.ts';
import { RECIPES } from '../../config/recipes.ts';
import { SHELL } from '../texts/shell.ts';

export function Toolbar() {
  const state = useStore((page) => page.state);
  const config = useStore((page) => page.config);
  const ready = state === 'ready' || state === 'paused';
  return (
    <div className="toolbar" role="group" aria-label={SHELL.run}>
      <MainButton />
      <RunButton label={SHELL.step} able={ready} onPress={() => void step()} />
      <RunButton label={SHELL.stage} able={ready} onPress={() => void stage()} />
      <RunButton label={SHELL.reset} able={ready || state === 'running'} onPress={() => void reset()} />
      <label>
        {SHELL.seed}
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
        {SHELL.recipe}
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
      <Button className="primary" onPress={() => void loadModel()}>
        {SHELL.load}
      </Button>
    );
  }
  const running = state === 'running';
  return (
    <Button
      className="primary"
      isDisabled={!running && state !== 'ready' && state !== 'paused'}
      onPress={() => void (running ? pause() : play())}
    >
      <span aria-hidden="true">{running ? '❚❚' : '▶'}</span> {running ? SHELL.pause : SHELL.play}
    </Button>
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
