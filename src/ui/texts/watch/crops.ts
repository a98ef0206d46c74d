// What: words of the panel "crops".
import { shortNumber } from '../../shortNumber.ts';

export const CROPS = {
  looked: (count: number, of: number, crops: number) =>
    `${count} of ${of} answers looked closer, ${crops} ${crops === 1 ? 'crop' : 'crops'} in all`,
  reward: (withLook: number, without: number) =>
    `mean reward with a look ${shortNumber(withLook)}, without ${shortNumber(without)}`,
  rewardAll: (reward: number) => `mean reward ${shortNumber(reward)}`,
  none: 'No answer of this group asked to look closer.',
  crop: (n: number, box: string) => `Crop ${n + 1}, ${box}`,
  answer: (i: number) => `Answer ${i + 1}`,
} as const;
