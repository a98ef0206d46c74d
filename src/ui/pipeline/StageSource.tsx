// What: the shaders and the main TypeScript files of a stage, read only.
import { useStore } from '../../store/store.ts';
import { PIPELINE } from '../texts/pipeline.ts';
import { shaderSource } from './blockFiles.ts';
import { SourceFile } from './SourceFile.tsx';
import { StageBlocks } from './StageBlocks.tsx';
import type { StageFile } from './stageFiles.ts';

export function StageSource({ stage }: { readonly stage: StageFile }) {
  const config = useStore((state) => state.config);
  const shaders = stage.shaders(config);
  return (
    <div className="stage-source">
      <StageBlocks stage={stage.name} />
      <h3>{PIPELINE.shaders}</h3>
      {shaders.length === 0 && <p className="hint">{PIPELINE.noShader}</p>}
      {shaders.map((name) => (
        <SourceFile key={name} path={`shaders/${name}.wgsl`} load={() => shaderSource(name)} />
      ))}
      <h3>{PIPELINE.code}</h3>
      {Object.entries(stage.code).map(([path, load]) => (
        <SourceFile key={path} path={path.slice(1)} load={load} />
      ))}
    </div>
  );
}
