// What: the last step scored once more, as it was sampled and with a text in the place of one of its answers: rewards, composition and
//   advantages with the current settings. Nothing of the run changes.
import type { Advantages } from '../../5-advantages/types.ts';
import { TEXT_UNITS } from '../../4-rewards/grammarUnits.ts';
import { rewardByName } from '../../4-rewards/registry.ts';
import type { UnitsByKind } from '../../blocks/signals.ts';
import type { LastAnswers } from '../rewardTrial/types.ts';
import { advantagesOf } from '../step/advantagesOf.ts';
import { BlockRuns } from '../step/blockRuns.ts';
import { OpenStep } from '../step/openStep.ts';
import { rewardsOf } from '../step/rolloutViews.ts';
import { neededBy, probesOf, sampledStep } from '../step/sampleRollouts.ts';
import { scoreRollouts } from '../step/scoreRollouts.ts';
import type { ScoredStep } from '../step/scoreRollouts.ts';
import type { StepEngine } from '../step/stepTypes.ts';
import { textUnitsOf } from '../step/textUnitsOf.ts';
import { readAnswer } from './readAnswers.ts';
import type { EditedGroup, EditedRow, SandboxCommand } from './sandboxTypes.ts';
import { replaceAnswer } from './textRollouts.ts';
import type { Answers } from './textRollouts.ts';
import { OF_TEXT } from './tryAnswers.ts';

type Asked = Omit<Extract<SandboxCommand, { type: 'editAnswer' }>, 'type'>;

/** What stage 3 handed on: columns are made anew, and so are units that are cut from the texts. */
function sampledAnswers({ rollouts, signals, units = {} }: LastAnswers): Answers {
  const given = Object.entries(units).filter(([kind]) => !TEXT_UNITS.some((own) => own === kind));
  return {
    rollouts,
    signals: new Map([...signals].filter(([name]) => !name.startsWith('reward/'))),
    units: Object.fromEntries(given) as UnitsByKind,
  };
}

/** Stages 4 and 5 over these answers. */
async function scoreAgain(engine: StepEngine, last: LastAnswers, { rollouts, signals, units }: Answers) {
  const { config, edits } = engine;
  const step = new OpenStep(engine, last.drawn);
  const runs = new BlockRuns();
  try {
    const needed = new Set(neededBy(config, edits, probesOf(config, edits).uses));
    const all = await textUnitsOf(step, rollouts, units, needed);
    const sampled = { ...sampledStep(step, { rollouts, signals, units: all }), metrics: {} };
    const scored = await scoreRollouts(sampled, edits, runs);
    return { scored, advantages: await advantagesOf(scored, runs) };
  } finally {
    step.free();
  }
}

function rowsOf({ table, rollouts }: ScoredStep, { perRollout }: Advantages, group: number): EditedRow[] {
  const { generations } = rollouts;
  return Array.from({ length: generations }, (_, g) => {
    const r = group * generations + g;
    return { reward: table.reward[r]!, advantage: perRollout[r]!, rewards: rewardsOf(table, r) };
  });
}

/** Columns that read more than the text. */
function unsureOf({ config, edits }: StepEngine): string[] {
  const known = new Set<string>(OF_TEXT);
  return config.reward.reward_funcs.flatMap(({ block, as = block }) => {
    const ofText = rewardByName(block, edits).needs.every((name) => known.has(name) || /^(tag|unit)\//.test(name));
    if (ofText) known.add(`reward/${as}`);
    return ofText ? [] : [as];
  });
}

export async function editAnswer(engine: StepEngine, last: LastAnswers, asked: Asked): Promise<EditedGroup> {
  const { step, group, rollout, text } = asked;
  const { tokenizer } = engine.policy;
  const answers = sampledAnswers(last);
  const r = group * last.rollouts.generations + rollout;
  const before = await scoreAgain(engine, last, answers);
  const after = await scoreAgain(engine, last, replaceAnswer(tokenizer, answers, r, text));
  return {
    ...{ step, group, rollout },
    before: rowsOf(before.scored, before.advantages, group),
    after: rowsOf(after.scored, after.advantages, group),
    answer: readAnswer(tokenizer, after.scored.rollouts, after.scored, r, 'typed'),
    unsure: text === last.rollouts.texts[r] ? [] : unsureOf(engine),
  };
}
