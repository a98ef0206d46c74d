// What: one stage as a box of the strip.
import { memo } from 'react';
import { Button } from 'react-aria-components';
import type { StageReport } from '../../store/store.ts';
import { openStage } from '../../store/view.ts';
import type { StepMetrics } from '../../training/protocol.ts';
import { shortNumber } from '../shortNumber.ts';
import { PIPELINE } from '../texts/pipeline.ts';
import type { StageFile } from './stageFiles.ts';

/** active = under way, current = done last, done = of this step, before = still of the step before. */
export type StageMark = 'active' | 'current' | 'done' | 'before' | 'idle';

const MOST_NUMBERS = 4;

type Entry = readonly [label: string, value: number];

function entriesOf({ numbers }: StageFile, report: StageReport | undefined, point: StepMetrics | undefined): Entry[] {
  if (point) {
    return [
      [PIPELINE.stepNumber, point.step],
      [PIPELINE.seconds, point.metrics['step_time'] ?? NaN],
    ];
  }
  const summary = report?.summary ?? {};
  const names = Object.keys(numbers ?? summary).filter((name) => summary[name] !== undefined);
  return names.slice(0, MOST_NUMBERS).map((name) => [numbers?.[name] ?? name, summary[name]!]);
}

interface Props {
  readonly stage: StageFile;
  readonly mark: StageMark;
  readonly report: StageReport | undefined;
  readonly point: StepMetrics | undefined;
  readonly open: boolean;
}

export const StageBox = memo(function StageBox({ stage, mark, report, point, open }: Props) {
  const { name, title, short } = stage;
  const seconds = report && PIPELINE.duration(report.seconds);
  return (
    <li className={mark} aria-current={mark === 'active' || mark === 'current' ? 'step' : undefined}>
      <Button aria-expanded={open} onPress={() => openStage(open ? null : name)}>
        <strong>
          <span>{name[0]}</span> {title}
        </strong>
        <small>{seconds}</small>
        <code>{short}</code>
        <dl>
          {entriesOf(stage, report, point).map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{shortNumber(value)}</dd>
            </div>
          ))}
        </dl>
      </Button>
    </li>
  );
});
