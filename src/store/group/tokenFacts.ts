// What: every number of a token in one record, whatever it came from: the step itself, or what was asked afterwards.
// Formula: change = log p(θ now) − log p(θ before); dependency = log p(clean) − log p(probe's view).
// Units: nats; coef = dL/d log p, so a negative one makes the token more likely.
import type { RolloutView } from '../../training/protocol.ts';

export interface TokenFacts {
  readonly text: string;
  /** null = not known for this step, as all that follow; these three are missing only in other trainers' logs. */
  readonly logProb: number | null;
  readonly entropy: number | null;
  readonly advantage: number | null;
  readonly coef: number | null;
  readonly weight: number | null;
  readonly dependency: number | null;
  readonly change: number | null;
  /** Every other signal of the step by its name. */
  readonly further: Readonly<Record<string, number | null>>;
}

export interface Asked {
  readonly after?: Float32Array | undefined;
  readonly view?: Float32Array | undefined;
}

/** Run files may bring anything under this name. */
function numberAt(array: unknown, t: number): number | null {
  const value = array instanceof Float32Array ? array[t] : undefined;
  return value === undefined || !Number.isFinite(value) ? null : value;
}

/** Log-probs behind a view of the picture; runs kept by older pages call them viewLogProb. */
const VIEW_SIGNALS = ['view/logProb', 'masked/logProb', 'viewLogProb'];
const viewSignalOf = (signals: RolloutView['signals']) => VIEW_SIGNALS.find((name) => signals?.[name] !== undefined);

/** They have a name of their own in the record. */
const OWN = ['advantage', 'coef', 'weight'];

const known = (value: number) => (Number.isNaN(value) ? null : value);
const difference = (a: number | null, b: number | null) => (a === null || b === null ? null : a - b);

export function tokenFacts(
  { tokens, advantage, signals = {} }: RolloutView,
  { after, view }: Asked = {},
): TokenFacts[] {
  const seen = viewSignalOf(signals);
  const further = Object.entries(signals).filter(([name]) => !OWN.includes(name) && name !== seen);
  return tokens.map(({ text, logProb, entropy }, t) => ({
    text,
    logProb: known(logProb),
    entropy: known(entropy),
    advantage: numberAt(signals['advantage'], t) ?? known(advantage),
    coef: numberAt(signals['coef'], t),
    weight: numberAt(signals['weight'], t),
    dependency: difference(logProb, numberAt(seen === undefined ? undefined : signals[seen], t) ?? numberAt(view, t)),
    change: difference(numberAt(after, t), logProb),
    further: Object.fromEntries(further.map(([name, array]) => [name, numberAt(array, t)])),
  }));
}
