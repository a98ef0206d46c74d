// What: the lessons of a class in order as a choice of layout: `#lessons=1-2-5`.
import { NO_PLAN, usePlan } from '../class/currentPlan.ts';
import type { LayoutChoice } from './layoutChoice.ts';

export const choice: LayoutChoice = {
  name: 'lessons',
  read: () => {
    const { on, text } = usePlan.getState();
    return on ? text : null;
  },
  apply: (value) => {
    usePlan.setState({ on: true, text: value, lessons: [] });
    void import('../class/takePlan.ts').then(({ takePlan }) => takePlan(value));
  },
  listen: (changed) => usePlan.subscribe(changed),
  absent: () => usePlan.getState().on && usePlan.setState(NO_PLAN),
};
