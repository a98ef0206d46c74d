// What: the numbers of a stage with their labels: in its box, or inside where the boxes have no room.
import type { StageReport } from '../../store/store.ts';
import type { StepMetrics } from '../../training/protocol.ts';
import { shortNumber } from '../shortNumber.ts';
import { PIPELINE } from '../texts/pipeline.ts';
import type { StageFile } from './stageFiles.ts';

const MOST_NUMBERS = 4;

type Entry = readonly [label: string, value: number];

interface Props {
  readonly stage: StageFile;
  readonly report: StageReport | undefined;
  /** For the last stage: the step as a whole. */
  readonly point: StepMetrics | undefined;
}

function entriesOf({ stage: { numbers }, report, point }: Props): Entry[] {
  if (point) {
    const seconds = point.metrics['step_time']; // a run file need not say it
    const step: Entry = [PIPELINE.stepNumber, point.step];
    return seconds === undefined ? [step] : [step, [PIPELINE.seconds, seconds]];
  }
  const summary = report?.summary ?? {};
  const names = Object.keys(numbers ?? summary).filter((name) => summary[name] !== undefined);
  return names.slice(0, MOST_NUMBERS).map((name) => [numbers?.[name] ?? name, summary[name]!]);
}

export function StageNumbers(props: Props) {
  return (
    <dl className="stage-numbers">
      {entriesOf(props).map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{shortNumber(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
