// What: takes the lessons that a class link names; what is wrong with the list is said in one sentence.
import { LESSONS } from '../../lessons/lessons.ts';
import { say } from '../actions.ts';
import { pageOpened } from '../files/pageOpened.ts';
import { CLASS_TEXTS } from '../texts/class.ts';
import { usePlan } from './currentPlan.ts';
import { planText, readPlan } from './planText.ts';

export async function takePlan(text: string): Promise<void> {
  const plan = readPlan(text, [...LESSONS.keys()]);
  const lessons = plan?.lessons ?? [];
  usePlan.setState({ on: true, text: planText(lessons), lessons });
  // The rest of the link clears the sentences of the one before.
  await pageOpened;
  if (!plan) say(CLASS_TEXTS.noPlan(text));
  else if (plan.unknown.length > 0) say(CLASS_TEXTS.noLessons(plan.unknown));
}
