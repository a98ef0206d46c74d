// What: the shaders of a stage, read only, as they were built into this page, and the files to read next.
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { shaderText } from '../../gpu/kernels.ts';
import { useStore } from '../../store/store.ts';
import { PIPELINE } from '../texts/pipeline.ts';
import type { StageFile } from './stageFiles.ts';

/** A reward that the visitor wrote has no file; the reward editor shows it. */
function textOf(name: string): string {
  try {
    return shaderText(name);
  } catch {
    return PIPELINE.ownReward;
  }
}

export function StageSource({ stage: { shaders, code } }: { readonly stage: StageFile }) {
  const config = useStore((state) => state.config);
  return (
    <div className="stage-source">
      <h3>{PIPELINE.shaders}</h3>
      {shaders(config).length === 0 && <p className="hint">{PIPELINE.noShader}</p>}
      {shaders(config).map((name) => (
        <Disclosure key={name}>
          <Heading level={4}>
            <Button slot="trigger" className="quiet">
              <span aria-hidden="true">▸</span> <code>shaders/{name}.wgsl</code>
            </Button>
          </Heading>
          <DisclosurePanel>
            <pre tabIndex={0} aria-label={`shaders/${name}.wgsl`}>
              {textOf(name)}
            </pre>
          </DisclosurePanel>
        </Disclosure>
      ))}
      <h3>{PIPELINE.code}</h3>
      <p>
        {code.map((path) => (
          <code key={path}>{path} </code>
        ))}
      </p>
    </div>
  );
}
