// What: the nine stages of a step as boxes: seconds, numbers of this step, formula. The one under way is marked; a press
// shows its inside below. In a small window the boxes are one line of names, and the numbers are inside.
import { useStore } from '../../store/store.ts';
import { openStage, useView } from '../../store/view.ts';
import { useCompact } from '../shell/useMatch.ts';
import { PIPELINE } from '../texts/pipeline.ts';
import { StageBox } from './StageBox.tsx';
import type { StageMark } from './StageBox.tsx';
import { STAGES } from './stageFiles.ts';
import { StagePanel } from './StagePanel.tsx';
import './pipeline.css';
import './compactStages.css';

export function Stages() {
  const point = useStore((state) => state.points.at(-1));
  const reports = useStore((state) => state.stages);
  const last = useStore((state) => state.currentStage);
  const running = useStore((state) => state.state === 'running');
  const open = useView((view) => view.stage);
  const compact = useCompact();
  const newest = last ? reports[last]?.step : undefined;
  const told = useStore((state) => state.stageProgress?.stage);
  const at = STAGES.findIndex(({ name }) => name === last);
  const markOf = (i: number): StageMark => {
    const report = reports[STAGES[i]!.name];
    if (running && (told ? STAGES[i]!.name === told : i === (at + 1) % STAGES.length)) return 'active';
    if (i === at && !running) return 'current';
    if (!report) return 'idle';
    return report.step === newest ? 'done' : 'before';
  };
  return (
    <section
      className={['pipeline', running && 'running', compact && 'compact'].filter(Boolean).join(' ')}
      aria-label={PIPELINE.stages}
      onKeyDown={(event) => event.key === 'Escape' && openStage(null)}
    >
      <ol className="stages">
        {STAGES.map((stage, i) => (
          <StageBox
            key={stage.name}
            stage={stage}
            mark={markOf(i)}
            report={reports[stage.name]}
            point={stage.name === '9-curves' ? point : undefined}
            open={open === stage.name}
            compact={compact}
          />
        ))}
      </ol>
      <StagePanel />
    </section>
  );
}
