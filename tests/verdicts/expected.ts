// What: what rules must say of the recorded histories. HEALTHY: no alarm at any step, and the main finding at the end. EXPECTED: which rule speaks
//   first at which step (`by`), and the step at which it says that it began (`since`); read off the curves by hand, then fixed.

/** `also`: alarms that are true of a run that goes well. */
export const HEALTHY: Readonly<Record<string, { readonly main: string; readonly also?: readonly string[] }>> = {
  'evidence-implicit_prm-0-off': { main: 'steady' },
  'evidence-implicit_prm-0-on': { main: 'steady' },
  'evidence-implicit_prm-1-off': { main: 'steady' },
  'evidence-implicit_prm-1-on': { main: 'steady' },
  'evidence-implicit_prm-2-off': { main: 'steady' },
  'evidence-implicit_prm-2-on': { main: 'steady' },
  // “wholeText” wants an answer and nothing else; these answers have tags, so that it never pays.
  'evidence-no_thinking_rl-0-off': { main: 'columnUnreachable', also: ['columnUnreachable'] },
  'evidence-no_thinking_rl-0-on': { main: 'columnUnreachable', also: ['columnUnreachable'] },
  'evidence-no_thinking_rl-1-off': { main: 'columnUnreachable', also: ['columnUnreachable'] },
  'evidence-no_thinking_rl-1-on': { main: 'columnUnreachable', also: ['columnUnreachable'] },
  'evidence-rewardmap-10-off': { main: 'tooEarly' },
  'evidence-rewardmap-10-on': { main: 'tooEarly' },
  'evidence-rewardmap-11-off': { main: 'tooEarly' },
  'evidence-rewardmap-11-on': { main: 'tooEarly' },
  'evidence-rewardmap-12-off': { main: 'tooEarly' },
  'evidence-rewardmap-12-on': { main: 'tooEarly' },
  'certainty-pays-gently': { main: 'learning' },
  'fresh-0': { main: 'steady' },
  'held-out-healthy': { main: 'steady' },
  'kl-heavy': { main: 'learning' },
  'one-picture-0': { main: 'learning' },
  'one-picture-1': { main: 'learning' },
  'one-picture-dapo': { main: 'learning' },
  'two-updates': { main: 'steady' },
  shuffled: { main: 'steady' },
  // Nothing is wrong with these two but that so little can be told apart.
  'group-of-2': { main: 'steady' },
  'group-of-4': { main: 'steady' },
};

export interface Wanted {
  readonly rule: string;
  readonly by: number;
  readonly since: number;
  /** It is the main finding then. */
  readonly main?: boolean;
}

export const EXPECTED: Readonly<Record<string, readonly Wanted[]>> = {
  'by-heart-slowly': [{ rule: 'hackedHeldOut', by: 24, since: 4, main: true }],
  'certainty-pays': [
    { rule: 'tooFast', by: 4, since: 1, main: true },
    { rule: 'collapsedNoise', by: 6, since: 6, main: true },
    { rule: 'stuckAllWrong', by: 9, since: 2 },
  ],
  'certainty-pays-one-picture': [
    { rule: 'tooFast', by: 4, since: 1, main: true },
    { rule: 'collapsedFormat', by: 6, since: 3, main: true },
    { rule: 'collapsedGradNorm', by: 6, since: 3 },
  ],
  'constant-reward': [{ rule: 'stuckTies', by: 8, since: 1, main: true }],
  'cut-off': [
    { rule: 'cutOff', by: 3, since: 1, main: true },
    { rule: 'unreachable', by: 4, since: 1 },
    { rule: 'stuckAllWrong', by: 8, since: 1 },
  ],
  'entropy-paid-down': [{ rule: 'falling', by: 21, since: 21, main: true }],
  'form-alone': [{ rule: 'stuckAllRight', by: 8, since: 1, main: true }],
  'four-updates-fast': [
    { rule: 'tooFast', by: 3, since: 1, main: true },
    { rule: 'collapsedFormat', by: 6, since: 2, main: true },
    { rule: 'collapsedEntropy', by: 8, since: 3 },
  ],
  impossible: [{ rule: 'unreachable', by: 4, since: 1, main: true }],
  'impossible-but-formed': [
    { rule: 'stuckTies', by: 8, since: 1, main: true },
    { rule: 'columnUnreachable', by: 16, since: 1 },
  ],
  'large-box-pays': [
    { rule: 'hackedColumn', by: 12, since: 12, main: true },
    { rule: 'cutOff', by: 20, since: 19, main: true },
    { rule: 'collapsedNoise', by: 23, since: 18, main: true },
    { rule: 'collapsedGradNorm', by: 23, since: 9 },
  ],
  'learned-by-heart': [
    { rule: 'hackedHeldOut', by: 21, since: 1, main: true },
    { rule: 'collapsedFormat', by: 33, since: 31, main: true },
    { rule: 'collapsedNoise', by: 34, since: 33 },
  ],
  'rate-30-beta-0': [
    { rule: 'tooFast', by: 4, since: 1, main: true },
    { rule: 'collapsedFormat', by: 6, since: 3, main: true },
    { rule: 'collapsedNoise', by: 6, since: 3 },
  ],
  'rate-9-counting': [
    { rule: 'tooFast', by: 10, since: 1, main: true },
    { rule: 'collapsedNoise', by: 12, since: 9, main: true },
  ],
  'rate-90-fresh': [
    { rule: 'tooFast', by: 3, since: 1, main: true },
    { rule: 'collapsedFormat', by: 6, since: 2, main: true },
    { rule: 'collapsedKl', by: 6, since: 2 },
  ],
  'rate-90-one-picture': [
    { rule: 'tooFast', by: 3, since: 1, main: true },
    { rule: 'collapsedFormat', by: 6, since: 2, main: true },
    { rule: 'collapsedKl', by: 6, since: 2 },
  ],
  'rate-tiny': [{ rule: 'tooSlow', by: 16, since: 1, main: true }],
  'short-answers-pay': [
    { rule: 'tooFast', by: 17, since: 1, main: true },
    { rule: 'hackedColumn', by: 21, since: 21, main: true },
  ],
};

/** Rules that speak in every history: only the length of the run silences them. */
export const QUIET: readonly string[] = ['tooEarly'];

/** Rules that no recorded run shows: the toy policy keeps choosing digits, so its entropy does not fall to a tenth while the reward holds. */
export const UNSEEN: readonly string[] = ['settled'];
