// What: another trainer's log as a recording that the page can show: its prompts without pictures, a group per prompt and step, and its curves:
// the trainer's own numbers, and where it logged none, what its answers give.
import { gathered } from '../../9-curves/loggedTotals.ts';
import type { LoggedAnswer } from '../../9-curves/rolloutFormat.ts';
import { rolloutPoints } from '../../9-curves/rolloutMetrics.ts';
import type { GroupView, RolloutView } from '../../training/protocol.ts';
import { emptyPrompt } from '../prompts/promptDraft.ts';
import type { Recording } from './recording.ts';
import type { ForeignLog } from './rolloutFiles.ts';

/** A column that had nothing to say keeps its place, as NaN. */
function rolloutOf(
  { text, tokens = [], reward, advantage, rewards, further, signals }: LoggedAnswer,
  columns: readonly string[],
): RolloutView {
  return {
    ...{ text, tokens, boxes: [], answer: null, reward, advantage, truncated: false, foreign: true },
    rewards: Object.fromEntries(columns.map((name) => [name, rewards[name] ?? NaN])),
    ...{ spans: further, ...(signals && { signals }) },
  };
}

type Metrics = Readonly<Record<string, number>>;

/** Characters stand in for tokens only where the trainer did not count those. */
function joined({ 'completions/mean_characters': characters, ...computed }: Metrics, logged: Metrics): Metrics {
  const stands = characters !== undefined && !('completions/mean_length' in logged);
  return { ...computed, ...(stands && { 'completions/mean_characters': characters }), ...logged };
}

export function logRecording({ title, answers, scalars }: ForeignLog): Recording {
  const ids = new Map<string, string>();
  const prompts = gathered(answers, ({ key }) => key).map(([first], i) => {
    ids.set(first!.key, `log-${i + 1}`);
    return { ...emptyPrompt(`log-${i + 1}`, `${title} ${i + 1}`, []), images: [], question: first!.prompt };
  });
  const columns = [...new Set(answers.flatMap(({ rewards }) => Object.keys(rewards)))];
  const ofStep = new Map(gathered(answers, ({ step }) => step).map((own) => [own[0]!.step, own]));
  const computed = new Map(rolloutPoints(answers).map((point) => [point.step, point.metrics]));
  const logged = new Map(scalars.map((point) => [point.step, point.metrics]));
  const steps = [...new Set([...computed.keys(), ...logged.keys()])].sort((a, b) => a - b);
  const groupsOf = (step: number): readonly GroupView[] =>
    gathered(ofStep.get(step) ?? [], ({ key }) => key).map((group) => ({
      promptId: ids.get(group[0]!.key)!,
      rollouts: group.map((answer) => rolloutOf(answer, columns)),
    }));
  return {
    ...{ model: title, device: title, commit: null, prompts, before: [], after: [] },
    steps: steps.map((step) => ({
      point: { step, metrics: joined(computed.get(step) ?? {}, logged.get(step) ?? {}) },
      groups: groupsOf(step),
      stages: [],
    })),
  };
}
