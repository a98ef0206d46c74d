// What: the blocks that ran in a stage, with their seconds and numbers, each with its source behind a button.
import { useStore } from '../../store/store.ts';
import type { StageName } from '../../training/protocol.ts';
import { shortNumber } from '../shortNumber.ts';
import { PIPELINE } from '../texts/pipeline.ts';
import { sourceOf } from './blockFiles.ts';
import { SourceFile } from './SourceFile.tsx';
import { blocksOfStage } from './stageBlocks.ts';
import './stageBlocks.css';

export function StageBlocks({ stage }: { readonly stage: StageName }) {
  const config = useStore((state) => state.config);
  const report = useStore((state) => state.stages[stage]);
  const blocks = blocksOfStage(stage, config, report);
  if (blocks.length === 0) return null;
  return (
    <>
      <h3>{PIPELINE.blocks}</h3>
      <ul className="stage-blocks" aria-label={PIPELINE.blocks}>
        {blocks.map(({ key, block, as, doc, path, seconds, numbers }) => {
          const load = sourceOf(path);
          return (
            <li key={key}>
              <p className="block-line">
                <strong>{PIPELINE.blockName(as, block)}</strong>
                {seconds !== null && <span>{PIPELINE.duration(seconds)}</span>}
                {Object.entries(numbers).map(([name, value]) => (
                  <span key={name}>
                    {name} <b>{shortNumber(value)}</b>
                  </span>
                ))}
              </p>
              {doc && <p className="hint">{doc}</p>}
              {load && <SourceFile path={path} load={load} />}
            </li>
          );
        })}
      </ul>
    </>
  );
}
