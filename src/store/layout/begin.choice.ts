// What: what the page of a class begins with as a choice of layout: `#recipe=papo&begin=task` makes the pictures of the recipe's task. Read before
// the lesson, which puts them aside.
import { begin } from '../class/begun.ts';
import type { LayoutChoice } from './layoutChoice.ts';
import { usePlan } from '../class/currentPlan.ts';

let wanted = false;

export const choice: LayoutChoice = {
  name: 'begin',
  read: () => (wanted && usePlan.getState().on ? 'task' : null),
  apply: (value) => {
    if (value !== 'task') return;
    wanted = true;
    begin(async () => {
      const { makeTask } = await import('../class/beginWith.ts');
      await makeTask();
    });
  },
  listen: () => undefined,
  absent: () => (wanted = false),
};
