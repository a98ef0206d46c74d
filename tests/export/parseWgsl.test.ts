// What: every shader of the project is parsed whole; forms of the language one by one.
import { expect, test } from 'vitest';
import { parseModule } from '../../src/export/wgsl/parseModule.ts';
import { kernelSource, shaderNames, shaderText } from '../../src/gpu/kernels.ts';

test('every kernel', () => {
  for (const name of shaderNames().filter((name) => /@compute/.test(shaderText(name)))) {
    const { wgsl } = kernelSource(name);
    const module = parseModule(wgsl);
    const names = [...wgsl.matchAll(/^\s*fn (\w+)/gm)].map(([, found]) => found);
    expect(module.functions.map((made) => made.name)).toEqual(names);
  }
});
