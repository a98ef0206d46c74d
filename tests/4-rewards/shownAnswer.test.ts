// What: judgedAnswer.test.ts runs the kernel shownAnswer in every form; here an empty batch of texts and one that fills its row.
import { expect, it } from 'vitest';
import { checkKernel } from '../gpu/checkKernel.ts';

it('reads up to the length of each text', async () => {
  const bytes = new TextEncoder().encode('<answer>ab</answer>x<answer>abcdef');
  const row = new Uint8Array(40);
  row.set(bytes);
  const { outputs } = await checkKernel({
    kernel: '4-rewards/shownAnswer',
    params: { rollouts: 2, bytesPerRollout: 20, form: 3 },
    inputs: { completionBytes: new Uint32Array(row.buffer), truth: new Uint32Array(1), lengths: Uint32Array.of(19, 0) },
    outputs: { ranges: 6 },
    dispatch: { invocations: 2 },
  });
  expect([...outputs['ranges']!]).toEqual([8, 2, 1, 0, 0, 0]);
});
