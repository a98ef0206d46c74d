// What: axis "reward": which reward shaders run, with their weights. Their knobs are declared in the header of each shader.
import { blocks } from '../knob.ts';

export const rewardKnobs = {
  reward_funcs: blocks([{ block: 'boxIou' }, { block: 'format', weight: 0.2 }, { block: 'answerFolded' }], {
    axis: 'reward',
    fewest: 1,
    plain: true,
    unit: '',
    doc: 'Reward shaders, by file name, one column each; one may be used twice under two names.',
    source: 'TRL: reward_funcs, reward_weights',
  }),
};
