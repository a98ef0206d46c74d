// What: words of the panel "twoViews".
import { shortNumber } from '../../shortNumber.ts';
import { GROUP } from '../group.ts';

/** Signals of every probe that looks through a view. */
const BEHIND: Readonly<Record<string, (mean: string) => string>> = {
  logProb: (mean) => `log p behind this view ${mean}`,
  entropy: (mean) => `entropy behind this view ${mean} nats`,
};

export const TWO_VIEWS = {
  own: 'the picture',
  kind: (kind: string) => (kind === 'mask' ? 'a region masked' : (GROUP.viewKind[kind] ?? kind)),
  picture: (prompt: string, view: string) => `${prompt}, ${view}`,
  asked: (answers: number, reward: number) => `${answers} answers, mean reward ${shortNumber(reward)}`,
  entropy: (value: number) => `entropy ${shortNumber(value)} nats`,
  taught: (count: number, of: number) => `${count} of ${of} are taught`,
  refused: (count: number, of: number) => `${count} of ${of} abstain`,
  signal: (name: string, mean: number) =>
    BEHIND[name.replace(/^(?!clean\/).*\//, '')]?.(shortNumber(mean)) ?? `mean ${name} ${shortNumber(mean)}`,
  whole: (mean: number) => `log p with the whole picture ${shortNumber(mean)}`,
  noPicture: 'Pause the run to see this picture.',
  refusals: 'Share of answers that abstain',
  refusalsAbout: 'Over the groups of each kept step, by whether the evidence is masked.',
  masked: 'abstain, evidence masked',
  there: 'abstain, evidence there',
} as const;
