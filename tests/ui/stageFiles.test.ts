// What: every stage of the pipeline links to its source: the files exist, and their text is that of the project.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { shaderText } from '../../src/gpu/kernels.ts';
import { STAGES } from '../../src/ui/pipeline/stageFiles.ts';
import { ROOT } from '../structureFiles.ts';

describe.each(STAGES.map((stage) => [stage.name, stage] as const))('%s', (name, { code, shaders }) => {
  test('TypeScript files', async () => {
    expect(Object.keys(code).length).toBeGreaterThan(0);
    expect(Object.keys(code).some((path) => path.startsWith(`/src/${name}/`))).toBe(true);
    for (const [path, load] of Object.entries(code)) {
      expect(await load()).toBe(readFileSync(join(ROOT, path), 'utf8'));
    }
  });

  test('shaders', () => {
    for (const shader of shaders(defaultConfig())) expect(shaderText(shader)).toContain('// What:');
  });
});
