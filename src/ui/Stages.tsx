// What: the nine stages of the current step as boxes with seconds and numbers.
import { STAGE_NAMES } from '../training/protocol.ts';
import { useStore } from '../store/store.ts';
import { STAGE_TEXTS } from './texts.ts';

const short = (value: number) =>
  Number.isInteger(value) ? String(value) : Math.abs(value) >= 1e-3 ? value.toFixed(3) : value.toExponential(1);

export function Stages() {
  const stages = useStore((state) => state.stages);
  const current = useStore((state) => state.currentStage);
  return (
    <ol className="stages" aria-label="The nine stages of a step">
      {STAGE_NAMES.map((name) => {
        const report = stages[name];
        return (
          <li key={name} className={name === current ? 'current' : report ? 'done' : ''} data-stage={name}>
            <strong>
              {name[0]} {STAGE_TEXTS[name]}
            </strong>
            {report && (
              <small>
                {report.seconds < 0.0995 ? `${Math.round(report.seconds * 1000)} ms` : `${report.seconds.toFixed(2)} s`}
              </small>
            )}
            <dl>
              {Object.entries(report?.summary ?? {})
                .slice(0, 3)
                .map(([key, value]) => (
                  <div key={key}>
                    <dt>{key}</dt>
                    <dd>{short(value)}</dd>
                  </div>
                ))}
            </dl>
          </li>
        );
      })}
    </ol>
  );
}
