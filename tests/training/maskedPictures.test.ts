// What: a prompt of two pictures whose box is masked for the probe: the box lies on the first, the second stays as it is.
import { afterAll, expect, test } from 'vitest';
import { NodeSession, prompt, tinyConfig } from './nodeSession.ts';

let session: NodeSession;
afterAll(() => session?.close());

test('the mask covers the box on the first picture only', { timeout: 300_000 }, async () => {
  session = await NodeSession.ready(tinyConfig({ probe_view_logps: 'true', probe_view: 'mask_truth' }));
  const images = [40, 70].map((grey) => new Blob([Uint8Array.of(grey)]));
  await session.must({ type: 'setPrompts', prompts: [prompt('two', { images })] });
  await session.must({ type: 'step' });
  await session.must({ type: 'inspectGroup', step: 1, group: 0, views: true });
  const { views } = session.of('groupInspected').at(-1)!;
  expect(views.map(({ kind, picture }) => `${kind} ${picture}`)).toEqual(['clean 0', 'clean 1', 'mask 0', 'clean 1']);
  expect(views[2]!.rgba).not.toEqual(views[0]!.rgba);
  expect(views[3]!.rgba).toEqual(views[1]!.rgba);
});
