// What: the turns that a step's rollouts may have: the recipe's actions, as often as max_tool_calling_iterations allows.
import type { Step } from '../blocks/step.ts';
import type { TurnSettings } from './turns.ts';

/** Without an action, or with 0 iterations, a rollout has one turn. */
export function stepTurns({ actions, config }: Pick<Step, 'actions' | 'config'>): { readonly turns?: TurnSettings } {
  const { max_tool_calling_iterations: maxTurns } = config.sampling;
  return maxTurns === 0 || actions.length === 0 ? {} : { turns: { maxTurns, actions } };
}
