// What: the inside of one stage: what goes in and comes out, the formula with this step's numbers filled in, its shaders
// and its files.
import { lazy, Suspense } from 'react';
import { Button, Heading } from 'react-aria-components';
import { useStore } from '../../store/store.ts';
import { openStage, useView } from '../../store/view.ts';
import { useCompact } from '../shell/useMatch.ts';
import { Term } from '../glossary/Term.tsx';
import { termOfStage } from '../glossary/termOf.ts';
import { PIPELINE } from '../texts/pipeline.ts';
import { StageFormulas } from '../formulas/StageFormulas.tsx';
import { STAGES } from './stageFiles.ts';
import { StageNumbers } from './StageNumbers.tsx';

const StageSource = lazy(() => import('./StageSource.tsx').then((file) => ({ default: file.StageSource })));

export function StagePanel() {
  const open = useView((view) => view.stage);
  const at = STAGES.findIndex(({ name }) => name === open);
  const stage = STAGES[at];
  if (!stage) return null;
  const neighbour = (by: number) => openStage(STAGES[(at + by + STAGES.length) % STAGES.length]!.name);
  const { name, title, does, takes, gives } = stage;
  const term = termOfStage(name);
  return (
    <section className="stage-panel" data-lesson-target="stage-panel" aria-label={PIPELINE.inside(title)}>
      <div className="stage-panel-head">
        <Heading level={2}>
          <span>{name[0]}</span> {term === null ? title : <Term id={term}>{title}</Term>}
        </Heading>
        <p>{does}</p>
        <Button className="quiet" onPress={() => neighbour(-1)} aria-label={PIPELINE.previous}>
          <span aria-hidden="true">◀</span>
        </Button>
        <Button className="quiet" onPress={() => neighbour(1)} aria-label={PIPELINE.next}>
          <span aria-hidden="true">▶</span>
        </Button>
        <Button className="quiet" onPress={() => openStage(null)} aria-label={PIPELINE.close}>
          <span aria-hidden="true">✕</span>
        </Button>
      </div>
      <div className="stage-panel-body">
        <dl className="in-out">
          <dt>{PIPELINE.takes}</dt>
          <dd>{takes}</dd>
          <dt>{PIPELINE.gives}</dt>
          <dd>{gives}</dd>
          <dt>{PIPELINE.source}</dt>
          <dd>{stage.source}</dd>
        </dl>
        <Worked at={at} />
        <Suspense>
          <StageSource stage={stage} />
        </Suspense>
      </div>
    </section>
  );
}

function Worked({ at }: { readonly at: number }) {
  const config = useStore((state) => state.config);
  const reports = useStore((state) => state.stages);
  const point = useStore((state) => state.points.at(-1));
  const trainable = useStore((state) => state.model?.trainable ?? 0);
  const compact = useCompact();
  const stage = STAGES[at]!;
  const { name, worked } = stage;
  const report = reports[name];
  const facts = { config, reports, point, trainable };
  const lines = worked(facts);
  return (
    <div className="worked">
      <h3>{PIPELINE.formula}</h3>
      <StageFormulas stage={name} facts={facts} />
      <h3>{report ? PIPELINE.withNumbers(report.step) : PIPELINE.numbersLater}</h3>
      {report && compact && (
        <StageNumbers stage={stage} report={report} point={name === '9-curves' ? point : undefined} />
      )}
      {report && (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
          {compact && <li>{PIPELINE.took(report.seconds)}</li>}
          {lines.length === 0 && !compact && <li>{PIPELINE.inTheBox}</li>}
        </ul>
      )}
    </div>
  );
}
