// What: the shaders of stage 4 by name. The page reads what they say about themselves before anything else is there; the other stages'
// shaders (kernels.ts) come with the engine, or when a stage is opened.
const files = import.meta.glob<string>('../../shaders/4-rewards/*.wgsl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const shaders = new Map(
  Object.entries(files).map(([path, text]) => [path.replace(/^.*\/4-rewards\//, '').replace(/\.wgsl$/, ''), text]),
);

/** Rewards and the files that they share: 'boxIou', 'layout', … */
export const rewardShaderNames = (): string[] => [...shaders.keys()].sort();

/** The text of shaders/4-rewards/<name>.wgsl. */
export function rewardShaderText(name: string): string {
  const text = shaders.get(name);
  if (text === undefined) throw new Error(`There is no shader shaders/4-rewards/${name}.wgsl.`);
  return text;
}
