// What: the formulas of a stage as this run computes them, and what their letters stand for with the numbers of this step. A letter
// that is pointed at lights up what carries it: rows, tokens, curves and settings. A setting that was changed since the last step is
// marked in the terms that it changes.
import { useEffect, useMemo, useState } from 'react';
import type { PointerEvent } from 'react';
import type { Config } from '../../config/config.ts';
import { leavesOf } from '../../config/leaves.ts';
import { valueOf } from '../../config/setLeaf.ts';
import { markChanged, pointAt, unlight } from '../../store/formulas.ts';
import type { StageName } from '../../training/protocol.ts';
import type { StageFacts } from '../pipeline/stageFiles.ts';
import { piecesOf } from './formulaLines.ts';
import { followLight } from './litSheet.ts';
import { Mathematics, useRenderer } from './Mathematics.tsx';
import { stageFormula } from './stageFormula.ts';
import type { FormulaLine } from './stageFormula.ts';
import { SymbolList } from './SymbolList.tsx';
import { symbolIn } from './symbols.ts';
import type { FormulaSymbol } from './symbols.ts';
import './formulas.css';

interface Props {
  readonly stage: StageName;
  readonly facts: StageFacts;
}
interface LineProps extends Props {
  readonly lines: readonly FormulaLine[];
}

/** Leaves that differ from those of the last step. */
function useChanged(config: Config, step: number): ReadonlySet<string> {
  const [last, setLast] = useState({ step, config });
  if (last.step !== step) setLast({ step, config });
  const before = last.step === step ? last.config : config;
  return useMemo(() => {
    if (before === config) return new Set<string>();
    const differs = [...leavesOf(config).values()].filter(
      (entry) => JSON.stringify(valueOf(config, entry)) !== JSON.stringify(valueOf(before, entry)),
    );
    return new Set(differs.map(({ name }) => name));
  }, [before, config]);
}

export function StageFormulas({ stage, facts }: Props) {
  const { config } = facts;
  const lines = useMemo(() => stageFormula(stage, config), [stage, config]);
  return <Formulas stage={stage} facts={facts} lines={lines} />;
}

/** Lines in the way that blocks write theirs; their letters mean what they mean in that stage. */
export function Formulas({ stage, facts, lines }: LineProps) {
  const { config, point } = facts;
  const renderer = useRenderer();
  const changed = useChanged(config, point?.step ?? 0);
  const found = new Map<string, FormulaSymbol>();
  const set = lines.map((line) => ({ line, pieces: piecesOf(line.text, keysIn(stage, line, facts, found)) }));
  const symbols = [...found.values()];
  const marked = symbols.filter(({ leaf }) => leaf !== undefined && changed.has(leaf)).map(({ key }) => key).join(' '); // prettier-ignore
  useEffect(() => {
    followLight();
    return unlight;
  }, [stage]);
  useEffect(() => markChanged(marked === '' ? [] : marked.split(' ')), [marked]);
  return (
    <div className="formulas" onPointerOver={pointed} onPointerLeave={() => pointAt(null)}>
      {set.map(({ line, pieces }, i) => (
        <p key={`${i} ${line.text}`} className="formula">
          {line.as !== '' && <small>{line.as}</small>}
          {!renderer && <code>{line.text}</code>}
          {renderer &&
            pieces.map((piece, at) =>
              'words' in piece ? (
                <span key={at}> {piece.words} </span>
              ) : (
                <Mathematics key={at} renderer={renderer} tex={piece.tex} />
              ),
            )}
        </p>
      ))}
      <SymbolList symbols={symbols} changed={changed} />
    </div>
  );
}

/** Collects what it finds. */
const keysIn =
  (stage: StageName, line: FormulaLine, facts: StageFacts, found: Map<string, FormulaSymbol>) =>
  (identifier: string): string | null => {
    const symbol = symbolIn(stage, line, identifier, facts);
    if (!symbol) return null;
    if (!found.has(symbol.key)) found.set(symbol.key, symbol);
    return symbol.key;
  };

function pointed({ target }: PointerEvent): void {
  const letter = target instanceof Element ? target.closest('.symbol') : null;
  const key = letter && /symbol-([\w-]+)/.exec(letter.getAttribute('class') ?? '')?.[1];
  if (key) pointAt(key);
}
