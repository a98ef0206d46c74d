// What: turns of a model that calls tools in JSON, the action toolCall that answers them, and the rules of a region.
import { expect, it } from 'vitest';
import { blocksIn } from '../../src/blocks/registry.ts';
import { readToolCall, turnOf } from '../../src/3-rollouts/toolCall.ts';
import { allowedRegion, writtenRegion } from '../../src/3-rollouts/zoomRegion.ts';
import type { ZoomRules } from '../../src/3-rollouts/zoomRegion.ts';

const call = '{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [1, 2, 3, 4]}}';

it('reads the last answer, then the last call', () => {
  expect(turnOf(`<tool_call>${call}</tool_call><answer>a</answer>`)).toEqual({ kind: 'end' });
  expect(turnOf(`<answer></answer><tool_call>{}</tool_call><tool_call>\n${call}</tool_call>`)).toEqual({
    kind: 'zoom',
    box: [1, 2, 3, 4],
  });
  expect(turnOf('text')).toEqual({ kind: 'end' });
  const kinds = ['{bad', '{}', '[]', '"x"', '{"name": "other", "arguments": {}}', '{"name": "image_zoom_in_tool"}'];
  expect(kinds.map((text) => readToolCall(text).kind)).toEqual(['unreadable', ...kinds.slice(1).map(() => 'unknown')]);
  expect(readToolCall('{"name": "image_rotate_tool", "arguments": {"angle": 90}}')).toEqual({
    kind: 'rotate',
    angle: 90,
  });
});

it('the action shows nothing for what is no box', async () => {
  const action = blocksIn('action').get('toolCall')!;
  const step = {
    config: { grammar: { coordinate_scale: 100 } },
    policy: {},
    drawn: [],
    encodeView: () => Promise.resolve(null),
  };
  const own = { as: 'toolCall', outside: 'refuse', least_side: 0, most_aspect: 0, enlarge: 1, whole_pixels: false };
  const ask = (text: string) => action.answer(step as never, { row: 0, prompt: 0, text, after: 1 }, own as never);
  expect(await Promise.all([call, '{', '{}', call.replace('4', '"4"')].map(ask))).toEqual([null, null, null, null]);
});

it('clips, refuses, enlarges and takes whole pixels', () => {
  const rules: ZoomRules = { outside: 'refuse', least_side: 0, most_aspect: 0, enlarge: 1, whole_pixels: false };
  const region = (box: readonly [number, number, number, number], change: Partial<ZoomRules> = {}) =>
    allowedRegion(box, { ...rules, ...change }, [1, 1], [200, 100]);
  expect(region([0.1, 0.1, 0.7, 0.3])).toEqual([0.1, 0.1, 0.7, 0.3]);
  expect(region([-0.1, 0.1, 0.7, 1.3])).toBeNull();
  expect(region([-0.1, 0.1, 0.7, 1.3], { outside: 'clip' })).toEqual([0, 0.1, 0.7, 1]);
  expect(region([0.5, 0.1, 0.2, 0.3], { outside: 'clip' })).toBeNull();
  expect(region([0, 0, 0.5, 0.3], { least_side: 29 })).not.toBeNull();
  expect(region([0, 0, 0.5, 0.3], { least_side: 30 })).toBeNull();
  expect(region([0, 0, 0.5, 0.25], { most_aspect: 4 })).not.toBeNull();
  expect(region([0, 0, 0.5, 0.2], { most_aspect: 4 })).toBeNull();
  expect(region([0.25, 0.25, 0.75, 0.75], { enlarge: 1.5 })).toEqual([0.125, 0.125, 0.875, 0.875]);
  expect(region([0, 0, 0.5, 0.5], { enlarge: 2 })).toEqual([0, 0, 0.75, 0.75]);
  expect(region([0.252, 0.255, 0.75, 0.756], { whole_pixels: true })).toEqual([0.25, 0.25, 0.75, 0.75]);
  expect(writtenRegion('[25, 50 75;100]', 100)).toEqual([0.25, 0.5, 0.75, 1]);
  expect(writtenRegion('1 2 3', 100)).toBeNull();
});
