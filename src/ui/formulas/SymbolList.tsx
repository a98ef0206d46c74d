// What: the letters of a formula with their numbers of this step, in one row; the meaning of the one in the light stands below it. Each is
// a button, so that the light reaches the keyboard, too.
import { Button } from 'react-aria-components';
import { pin, pointAt, useLit } from '../../store/formulas.ts';
import { FORMULAS } from '../texts/formulas.ts';
import type { FormulaSymbol } from './symbols.ts';

interface Props {
  readonly symbols: readonly FormulaSymbol[];
  /** Names of settings. */
  readonly changed: ReadonlySet<string>;
}

export function SymbolList({ symbols, changed }: Props) {
  const { pinned, pointed } = useLit();
  if (symbols.length === 0) return null;
  const lit = symbols.find(({ key }) => key === (pointed ?? pinned));
  return (
    <>
      <ul className="symbols" aria-label={FORMULAS.symbols}>
        {symbols.map(({ key, sign, meaning, value, leaf }) => {
          const isChanged = leaf !== undefined && changed.has(leaf);
          return (
            <li key={key}>
              <Button
                className="quiet"
                aria-pressed={pinned === key}
                aria-label={FORMULAS.symbol(sign, value, meaning, isChanged)}
                onPress={() => pin(key)}
                onHoverStart={() => pointAt(key)}
                onHoverEnd={() => pointAt(null)}
                onFocusChange={(isFocused) => pointAt(isFocused ? key : null)}
              >
                <var>{sign}</var> {isChanged ? <mark>{value}</mark> : <b>{value ?? ''}</b>}
              </Button>
            </li>
          );
        })}
      </ul>
      <p className="hint symbol-meaning" aria-hidden="true">
        {lit
          ? FORMULAS.symbol(lit.sign, lit.value, lit.meaning, lit.leaf !== undefined && changed.has(lit.leaf))
          : FORMULAS.hint}
      </p>
    </>
  );
}
