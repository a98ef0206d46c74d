// What: what a long step is doing now: stage, how far it is, seconds left. Quick steps show nothing, so that nothing flickers;
// a screen reader hears of a new stage only where steps take very long.
import { ProgressBar } from 'react-aria-components';
import { FULL_SPEED, usePace } from '../../store/engine/pace.ts';
import { useRecording } from '../../store/recorded/shownRecording.ts';
import { useStore } from '../../store/store.ts';
import { PIPELINE } from '../texts/pipeline.ts';
import { STAGES } from './stageFiles.ts';
import { paceOf, secondsSoFar, stageUnderWay } from './stepPace.ts';
import { useStageClock } from './useStageClock.ts';
import './stepProgress.css';

const SHOWN_SECONDS = 2;
const SPOKEN_SECONDS = 5;

export function StepProgress() {
  const running = useStore((page) => page.state === 'running' && !page.progress);
  const recorded = useRecording(({ shown }) => shown !== null);
  const told = useStore((page) => page.stageProgress);
  const last = useStore((page) => page.currentStage);
  const reports = useStore((page) => page.stages);
  const lastStepSeconds = useStore((page) => page.points.at(-1)?.metrics['step_time'] ?? 0);
  const resting = usePace(({ level }) => level !== FULL_SPEED);
  const clock = useStageClock(running, last && reports[last], stageUnderWay(last, told));
  const name = told?.stage ?? clock?.stage;
  const seconds = clock?.stage === name ? (clock?.seconds ?? 0) : 0;
  const step = Math.max(lastStepSeconds, secondsSoFar(last, reports) + (clock?.seconds ?? 0));
  const shown = running && !recorded && clock && name && step >= SHOWN_SECONDS && (told || !resting);
  const title = STAGES.find((stage) => stage.name === name)?.title ?? '';
  const { share, secondsLeft } = paceOf(seconds, told, name && reports[name]?.seconds);
  return (
    <div className="step-progress">
      {shown && (
        <ProgressBar
          key={name}
          aria-label={PIPELINE.underWay(title)}
          isIndeterminate={share === null}
          value={100 * Math.min(1, share ?? 0)}
        >
          <span className="words">
            <span className="stage-name">
              <b>{name[0]}</b> {title}
            </span>
            {told && (
              <span>
                {PIPELINE.doneOf(told.done, told.total)}
                <span className="unit"> {PIPELINE.units[told.stage]}</span>
              </span>
            )}
            {secondsLeft !== null && (
              <span>
                {PIPELINE.wholeSeconds(secondsLeft)}
                <span className="unit"> {PIPELINE.left}</span>
              </span>
            )}
          </span>
          <span className="progress-line" aria-hidden="true">
            <span className={share === null ? 'unknown' : ''} style={{ width: `${100 * Math.min(1, share ?? 1)}%` }} />
          </span>
        </ProgressBar>
      )}
      <p role="status" className="hidden">
        {shown && step >= SPOKEN_SECONDS ? PIPELINE.underWay(title) : ''}
      </p>
    </div>
  );
}
