// What: play, pause, one step, one stage, reset.
import { Button, Toolbar } from 'react-aria-components';
import { useLocked, useShown } from '../../store/access.ts';
import { loadModel, pause, play, reset, stage, step } from '../../store/actions.ts';
import { useStore } from '../../store/store.ts';
import { SHELL } from '../texts/shell.ts';

export function RunButtons() {
  const state = useStore((page) => page.state);
  const ready = state === 'ready' || state === 'paused';
  return (
    <Toolbar aria-label={SHELL.run} className="run-buttons">
      <MainButton />
      <RunButton id="step" label={SHELL.step} able={ready} onPress={() => void step()} />
      <RunButton id="stage" label={SHELL.stage} able={ready} onPress={() => void stage()} />
      <RunButton id="reset" label={SHELL.reset} able={ready || state === 'running'} onPress={() => void reset()} />
    </Toolbar>
  );
}

/** One button, so that the focus stays where it is when play becomes pause. */
function MainButton() {
  const state = useStore((page) => page.state);
  const shown = useShown('play');
  const locked = useLocked('play');
  if (!shown) return null;
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
      data-lesson-target="button:play"
      isDisabled={locked || (!running && state !== 'ready' && state !== 'paused')}
      onPress={() => void (running ? pause() : play())}
    >
      <span aria-hidden="true">{running ? '❚❚' : '▶'}</span> {running ? SHELL.pause : SHELL.play}
    </Button>
  );
}

interface RunButtonProps {
  readonly id: string;
  readonly label: string;
  readonly able: boolean;
  readonly onPress: () => void;
}
/** Keeps the focus while the engine is busy, so that Enter can be pressed again and again. */
function RunButton({ id, label, able, onPress }: RunButtonProps) {
  const shown = useShown(id);
  const locked = useLocked(id);
  if (!shown) return null;
  const ready = able && !locked;
  return (
    <Button data-lesson-target={`button:${id}`} aria-disabled={!ready} onPress={() => ready && onPress()}>
      {label}
    </Button>
  );
}
