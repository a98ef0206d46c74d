// What: the numbers of one token.
import type { TokenFacts } from '../../store/group/tokenFacts.ts';
import { quantityKey } from '../formulas/symbolKeys.ts';
import { Term } from '../glossary/Term.tsx';
import { shortNumber } from '../shortNumber.ts';
import { GROUP } from '../texts/group.ts';
import { twoDigits } from './twoDigits.ts';

/** Words of the glossary among the names. */
const TERMS: ReadonlyMap<string, string> = new Map([
  [GROUP.token.logProb, 'logProbability'],
  [GROUP.token.entropy, 'entropy'],
  [GROUP.token.advantage, 'advantage'],
]);

const digits = (value: number | null) => (value === null ? null : twoDigits(value));
const signed = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(3)}`;

export function TokenNumbers({ token }: { readonly token: TokenFacts }) {
  const { text, logProb, entropy, advantage, coef, dependency, change, further } = token;
  const rows: readonly (readonly [string, string | null, string?])[] = [
    [
      GROUP.token.probability,
      logProb === null ? null : `${(100 * Math.exp(logProb)).toFixed(1)} %`,
      `${quantityKey('probability')} ${quantityKey('oldProbability')}`,
    ],
    [GROUP.token.logProb, digits(logProb)],
    [GROUP.token.entropy, digits(entropy), quantityKey('entropy')],
    [GROUP.token.advantage, digits(advantage), quantityKey('advantage')],
    [GROUP.token.coef, coef === null ? null : coef.toPrecision(2)],
    [GROUP.token.dependency, dependency === null ? null : signed(dependency)],
    [GROUP.token.change, change === null ? null : signed(change)],
    ...Object.entries(further).map(([name, value]) => [name, value === null ? null : shortNumber(value)] as const),
  ];
  return (
    <>
      <p className="token-name">
        <code>{text === '' ? '∅' : text.replace(/^ | $/g, '␣').replace(/\n/g, '⏎')}</code>
      </p>
      <dl>
        {rows.map(([name, value, symbols]) =>
          value === null ? null : (
            <div key={name} data-symbol={symbols}>
              <dt>{TERMS.has(name) ? <Term id={TERMS.get(name)!}>{name}</Term> : name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </>
  );
}
