import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('is the mean k3 of clean and damaged view, capped', async () => {
  const signals = (gap: number) => (size: number) => ({
    logProb: new Float32Array(size).fill(-1),
    viewLogProb: new Float32Array(size).fill(-1 - gap),
  });
  const k3 = Math.exp(-0.5) + 0.5 - 1;
  const [full, empty] = await scores('viewDivergence', {}, ['abc', ''], { signals: signals(0.5) });
  expect(full).toBeCloseTo(k3, 4);
  expect(empty).toBe(0);
  expect(await scores('viewDivergence', {}, ['abc'], { signals: signals(50) })).toEqual([1]);
  const knobs = { divergence_k1: 1 };
  expect(await scores('viewDivergence', {}, ['abc'], { signals: signals(0.25), knobs })).toEqual([0.25]);
  await expect(scores('viewDivergence', {}, ['abc'])).rejects.toThrow(/needs the signal 'logProb'/);
  const logProb = (size: number) => ({ logProb: new Float32Array(size) });
  await expect(scores('viewDivergence', {}, ['abc'], { signals: logProb })).rejects.toThrow(
    /'viewDivergence': it needs the signal 'view\/logProb': add a view or a vector named 'view' and the probe/,
  );
});

it('agrees with its reference', async () => {
  await checkReward('viewDivergence');
  await checkReward('viewDivergence', { divergence_k1: 1, divergence_cap: 0.5 });
});
