// What: sizes that smart_resize of qwen-vl-utils 0.0.8 gives, among them sides of 2 : 1, where the last bit decides.
import { expect, test } from 'vitest';
import { qwenInputSize } from './qwenInputSize.ts';

test.each([
  [560, 560, 560, 560],
  [100, 80, 504, 420],
  [1920, 1080, 840, 448],
  [1000, 500, 896, 448],
  [1337, 2674, 448, 896],
  [300, 300, 448, 448],
  [518, 518, 504, 504],
  [30, 15, 644, 336],
  [42, 4000, 56, 4004],
  [434, 434, 448, 448],
])('%d × %d → %d × %d', (width, height, ...size) => {
  expect(qwenInputSize(width, height, 200_704, 401_408)).toEqual(size);
});

test('a strip is refused', () => {
  expect(() => qwenInputSize(2010, 10, 200_704, 401_408)).toThrow(/2010 and 10.*200/);
});
