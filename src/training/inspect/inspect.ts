// What: carries out the commands that look into the last step; changes nothing of the run. What cannot be looked into any
// more is answered with a sentence, not with an error: a run that goes on overtakes such questions.
import { inspectGroup } from './inspectGroup.ts';
import { inspectRollout } from './inspectRollout.ts';
import { whyUnavailable } from './lastStep.ts';
import type { Command } from '../protocol.ts';
import { policyOf } from '../session/runState.ts';
import type { RunHost } from '../session/runHost.ts';

type Question = Extract<Command, { type: 'inspect' | 'inspectGroup' }>;

export async function inspect(host: RunHost, question: Question): Promise<boolean> {
  const { lastStep: last, run } = host;
  const unavailable = whyUnavailable(last, question);
  const { step, group } = question;
  if (question.type === 'inspect') {
    const { rollout } = question;
    const ready = last && run && !unavailable;
    const tokens = ready ? await inspectRollout(await host.engine(), last, policyOf(run).theta, question) : [];
    host.emit({ type: 'inspected', step, group, rollout, tokens, unavailable });
    return true;
  }
  const nothing = { logProbsAfter: [], viewLogProbs: null, views: [] };
  const found =
    last && run && !unavailable
      ? await inspectGroup(await host.engine(), last, policyOf(run).theta, question)
      : nothing;
  host.emit({ type: 'groupInspected', step, group, ...found, unavailable });
  return true;
}
