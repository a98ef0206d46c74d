// What: the source of a block as it was built into this page; each is a small file of the build, loaded when it is opened.
import { PIPELINE } from '../texts/pipeline.ts';

const files = import.meta.glob<string>(
  [
    '/src/data/rules/*.ts',
    '/src/1-image/views/*.ts',
    '/src/8-update/vectors/*.ts',
    '/src/3-rollouts/{samplers,actions,probes}/*.ts',
    '/src/4-rewards/compose/*.ts',
    '/src/5-advantages/shapers/*.ts',
    '/src/6-loss/{weights,terms,losses}/*.ts',
    '/src/control/*.ts',
  ],
  { query: '?raw', import: 'default' },
);

/** A reward that the visitor wrote has no file; the reward editor shows it. */
export async function shaderSource(name: string): Promise<string> {
  const { shaderNames, shaderText } = await import('../../gpu/kernels.ts');
  return shaderNames().includes(name) ? shaderText(name) : PIPELINE.ownReward;
}

/** `path` from the root of the project; undefined where this page has no such file. */
export function sourceOf(path: string): (() => Promise<string>) | undefined {
  const shader = /^shaders\/(.+)\.wgsl$/.exec(path)?.[1];
  return shader ? () => shaderSource(shader) : files[`/${path}`];
}
