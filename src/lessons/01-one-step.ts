// What: lesson 1: one update of GRPO, one stage at a time, with the numbers that the stages computed.
import type { Facts, Lesson } from './lesson.ts';
import { last, list, mean, near, say, signed, std, sum } from './numbers.ts';

const SAMPLE = { samples: [{ name: 'owl' }] } as const;
/** One question, eight answers: the whole step fits on the screen. */
const SMALL = ['num_generations=8', 'generation_batch_size=8'] as const;

const firstGroup = (facts: Facts) => facts.stages['5-advantages']?.example ?? {};
const numbersOf = (facts: Facts, name: string) => (firstGroup(facts)[name] ?? []) as readonly number[];
const rewardsOf = (facts: Facts) => (facts.stages['4-rewards']?.example?.['rewards'] ?? []) as readonly number[];

/** How far the mean box of the group lies from that of the step before, in widths of the picture. */
function moved({ steps }: Facts): number {
  const centres = [steps[0], steps.at(-1)].map((step) => {
    const boxes = step?.groups[0]?.rollouts.flatMap(({ boxes: [box] }) => (box ? [box] : [])) ?? [];
    return [0, 1, 2, 3].map((i) => mean(boxes.map((box) => box[i]!)));
  });
  return Math.max(...[0, 1, 2, 3].map((i) => Math.abs(centres[0]![i]! - centres[1]![i]!)));
}

const iou = (facts: Facts, at: number) =>
  mean(facts.steps.at(at)?.groups[0]?.rollouts.map(({ rewards }) => rewards['boxIou'] ?? 0) ?? []);

export const lesson: Lesson = {
  title: 'One step, nine stages',
  minutes: 8,
  knows: 'What happens between a question and a better answer, with every number of one update.',
  steps: [
    {
      id: 'move',
      title: 'Watch it move',
      text: 'The white box is where the bird is. The model answers eight times, a little differently each time; every answer draws a box.',
      setUp: { set: SMALL, task: SAMPLE, view: { stage: null, panel: null } },
      recorded: '01-move',
      show: ['picture', 'button:play'],
      predict: {
        kind: 'choice',
        ask: 'What will the eight boxes do within a few steps?',
        options: [
          { id: 'gather', text: 'Gather around the bird' },
          { id: 'stay', text: 'Stay as they are' },
          { id: 'scatter', text: 'Scatter' },
        ],
        walk: { right: 'gather', wrong: 'scatter' },
      },
      act: [{ kind: 'play', steps: 4, say: 'Press **Play** and watch the boxes.' }],
      check: (facts) => {
        const [before, after] = [iou(facts, 0), iou(facts, -1)];
        const did = after > before + 0.02 ? 'gather' : after < before - 0.02 ? 'scatter' : 'stay';
        const words = { gather: 'They gathered', scatter: 'They scattered', stay: 'They hardly moved' }[did];
        return {
          passed: facts.prediction === did,
          says: `${words}: the boxes overlap the bird by ${say(before)} in the first step and by ${say(after)} in the last (1 is a perfect fit). The mean box moved by ${say(moved(facts))} of the picture.`,
        };
      },
    },
  ],
};
