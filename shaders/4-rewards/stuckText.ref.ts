// What: float64 twin of stuckText.wgsl, with slices of the text.
import { completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';

function* tried(shortest: number, longest: number, everyLength: boolean): Generator<number> {
  for (let low = shortest; low <= longest;) {
    const length = everyLength ? low : Math.floor((low + longest) / 2);
    yield length;
    low = length + 1;
  }
}

export const reference = rewardReference((rollout) => {
  const characters = [...completionOf(rollout)];
  const [shortest, times] = [rollout.knob('shortest'), rollout.knob('times')].map(Math.round) as [number, number];
  const everyLength = rollout.knob('every_length') > 0.5;
  for (let i = 0; i + shortest * times <= characters.length; i++) {
    for (const length of tried(shortest, Math.floor((characters.length - i) / times), everyLength)) {
      const unit = characters.slice(i, i + length).join('');
      if (characters.slice(i, i + length * times).join('') === unit.repeat(times)) return -1;
    }
  }
  return 0;
});
