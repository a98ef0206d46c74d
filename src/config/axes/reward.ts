// What: axis "reward": which reward shaders run. Their own knobs stand in the header of each shader.
import { names } from '../knob.ts';

export const rewardKnobs = {
  reward_funcs: names(['boxIou', 'format', 'answerFolded'], {
    plain: true,
    unit: '',
    doc: 'Reward shaders, by file name, one column each.',
    source: 'TRL: reward_funcs',
  }),
  reward_knobs: names([], {
    unit: '',
    doc: 'Knobs of the reward shaders as name=value, for example iou_threshold=0.7.',
    source: 'header comments of shaders/4-rewards',
  }),
};
