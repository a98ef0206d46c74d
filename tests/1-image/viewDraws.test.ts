// What: what a random view depends on: seed, step and row of the counter, each of them, and nothing else.
import { describe, expect, it } from 'vitest';
import { makeView } from '../../src/1-image/makeView.ts';
import type { Picture, ViewSpec } from '../../src/1-image/types.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';

const picture = (id: string): Picture => {
  const rgba = new Uint8ClampedArray(16 * 16 * 4).map((_, i) => (i % 4 === 3 ? 255 : (i * 7) % 251));
  return { id, width: 16, height: 16, rgba };
};
const OPTIONS = { size: 16, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5], seed: 3, step: 1, row: 0 };
const compute = new ReferenceCompute();

async function drawn(view: ViewSpec, change: Partial<typeof OPTIONS>, id = 'one'): Promise<string> {
  const { pixels } = await makeView(compute, picture(id), view, { ...OPTIONS, ...change });
  const values = await pixels.read();
  pixels.destroy();
  return values.join();
}

describe.each([
  { kind: 'patchDrop', p: 0.5, patch: 2 },
  { kind: 'noise', sigma: 0.3 },
] as const)('$kind', (view) => {
  it('is another one at another step, in another row, with another seed', async () => {
    const changes = [{}, { step: 2 }, { step: 257 }, { row: 1 }, { row: 2 }, { seed: 4 }, { seed: 3 + 2 ** 32 }];
    const all = await Promise.all(changes.map((change) => drawn(view, change)));
    expect(new Set(all).size).toBe(changes.length);
  });

  it('is the same one for the same three numbers, whatever the picture is called', async () => {
    const change = { seed: 9, step: 4, row: 2 };
    expect(await drawn(view, change, 'another')).toBe(await drawn(view, change));
  });
});

it.each([{ kind: 'clean' }, { kind: 'crop', box: [0, 0, 0.5, 1] }, { kind: 'mask', boxes: [[0, 0, 0.5, 1]] }] as const)(
  'nothing is random in $kind',
  async (view) => expect(await drawn(view, { seed: 8, step: 7, row: 6 })).toBe(await drawn(view, {})),
);
