// What: the nine stages of the current step as boxes with their seconds and numbers; the one under way is marked.
import { STAGE_NAMES } from '../../training/protocol.ts';
import type { StageName, StepMetrics } from '../../training/protocol.ts';
import { useStore } from '../../store/store.ts';
import type { StageReport } from '../../store/store.ts';
import { shortNumber } from '../shortNumber.ts';
import { STAGE_NUMBERS, STAGE_TEXTS, PIPELINE } from '../texts/pipeline.ts';
import './pipeline.css';

const MOST_NUMBERS = 4;

const duration = (seconds: number) =>
  seconds < 0.0995 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(2)} s`;

function numbersOf(stage: StageName, { summary }: StageReport): readonly (readonly [string, number])[] {
  const labels = STAGE_NUMBERS[stage];
  const shown = Object.entries(summary).filter(([name]) => !labels || name in labels);
  return shown.slice(0, MOST_NUMBERS).map(([name, value]) => [labels?.[name] ?? name, value]);
}

/** The last stage has no record of its own: its box tells the step and its seconds. */
function curveNumbers(point: StepMetrics | undefined): readonly (readonly [string, number])[] {
  return point
    ? [
        [PIPELINE.stepNumber, point.step],
        [PIPELINE.seconds, point.metrics['step_time'] ?? NaN],
      ]
    : [];
}

export function Stages() {
  const point = useStore((state) => state.points.at(-1));
  const stages = useStore((state) => state.stages);
  const last = useStore((state) => state.currentStage);
  const running = useStore((state) => state.state === 'running');
  const newest = last ? stages[last]?.step : undefined;
  const next = STAGE_NAMES[last ? (STAGE_NAMES.indexOf(last) + 1) % STAGE_NAMES.length : 0];
  return (
    <ol className="stages" aria-label={PIPELINE.stages}>
      {STAGE_NAMES.map((name) => {
        const report = stages[name];
        const active = running && name === next;
        return (
          <li
            key={name}
            className={
              active ? 'active' : name === last ? 'current' : !report ? '' : report.step === newest ? 'done' : 'before'
            }
            aria-current={active || (!running && name === last) ? 'step' : undefined}
          >
            <strong>
              <span>{name[0]}</span> {STAGE_TEXTS[name]}
            </strong>
            {report && <small>{duration(report.seconds)}</small>}
            {report && <Numbers entries={name === '9-curves' ? curveNumbers(point) : numbersOf(name, report)} />}
          </li>
        );
      })}
    </ol>
  );
}

function Numbers({ entries }: { readonly entries: readonly (readonly [string, number])[] }) {
  return (
    <dl>
      {entries.map(([label, value]) => (
        <div key={label} title={`${label} ${value}`}>
          <dt>{label}</dt>
          <dd>{shortNumber(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
