// What: one stage as a box of the strip; compact: its number and name alone.
import { memo } from 'react';
import { Button } from 'react-aria-components';
import type { StageReport } from '../../store/store.ts';
import { openStage } from '../../store/view.ts';
import type { StepMetrics } from '../../training/protocol.ts';
import { PIPELINE } from '../texts/pipeline.ts';
import type { StageFile } from './stageFiles.ts';
import { StageNumbers } from './StageNumbers.tsx';

/** active = under way, current = done last, where nothing is under way, done = of this step, before = still of the step before. */
export type StageMark = 'active' | 'current' | 'done' | 'before' | 'idle';

interface Props {
  readonly stage: StageFile;
  readonly mark: StageMark;
  readonly report: StageReport | undefined;
  readonly point: StepMetrics | undefined;
  readonly open: boolean;
  readonly compact: boolean;
}

export const StageBox = memo(function StageBox({ stage, mark, report, point, open, compact }: Props) {
  const { name, title, short } = stage;
  const seconds = report && PIPELINE.duration(report.seconds);
  return (
    <li
      className={mark}
      data-lesson-target={`stage:${name}`}
      aria-current={mark === 'active' || mark === 'current' ? 'step' : undefined}
    >
      <Button aria-expanded={open} onPress={() => openStage(open ? null : name)}>
        <strong>
          <span>{name[0]}</span> {title}
        </strong>
        {!compact && (
          <>
            <small>{seconds}</small>
            <code>{short}</code>
            <StageNumbers stage={stage} report={report} point={point} />
          </>
        )}
      </Button>
    </li>
  );
});
