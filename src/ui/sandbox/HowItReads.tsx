// What: one answer as the rewards read it: the text with its spans, what was found, and what each reward pays, in its range.
import { rewardFacts } from '../../config/rewardUses.ts';
import { rewardUsesOf } from '../../config/uses.ts';
import { useSandbox } from '../../store/sandbox/sandbox.ts';
import { useStore } from '../../store/store.ts';
import type { ReadAnswer } from '../../training/sandbox/sandboxTypes.ts';
import { ColumnHeads } from '../ColumnHeads.tsx';
import { GROUP } from '../texts/group.ts';
import { SANDBOX } from '../texts/sandbox.ts';

/** More is not read by anybody. */
const MOST_CHARACTERS = 600;
const COLOURS = 6;

/** The pieces up to MOST_CHARACTERS, and how many characters are left. */
function cut(pieces: ReadAnswer['pieces']) {
  let room = MOST_CHARACTERS;
  const kept = pieces.flatMap(({ text, spans }) => {
    const own = text.slice(0, Math.max(0, room));
    room -= text.length;
    return own === '' ? [] : [{ text: own, spans }];
  });
  return { kept, left: Math.max(0, -room) };
}

function SpanText({ answer }: { readonly answer: ReadAnswer }) {
  const { kept, left } = cut(answer.pieces);
  const names = [...new Set(answer.pieces.flatMap(({ spans }) => spans))];
  if (kept.length === 0) return <p className="span-text hint">{SANDBOX.nothing}</p>;
  return (
    <p className="span-text">
      {kept.map(({ text, spans }, i) => {
        const last = spans.at(-1);
        if (last === undefined) return <span key={i}>{text}</span>;
        return (
          <mark key={i} className={`span-${names.indexOf(last) % COLOURS}`} title={spans.join(' ')}>
            {text}
          </mark>
        );
      })}
      {left > 0 && <span className="hint">{SANDBOX.longer(left)}</span>}
    </p>
  );
}

function Found({ answer }: { readonly answer: ReadAnswer }) {
  const names = [...new Set(answer.pieces.flatMap(({ spans }) => spans))];
  const spans = Object.entries(answer.spans);
  if (spans.length === 0) return <p className="hint">{SANDBOX.foundNothing}</p>;
  return (
    <dl className="found">
      {spans.map(([name, text]) => (
        <div key={name}>
          <dt>
            <mark className={names.includes(name) ? `span-${names.indexOf(name) % COLOURS}` : ''}>{name}</mark>
          </dt>
          <dd>{text.slice(0, MOST_CHARACTERS)}</dd>
        </div>
      ))}
      {answer.boxes.length > 0 && (
        <div>
          <dt>{SANDBOX.boxes}</dt>
          <dd>{answer.boxes.map((box) => GROUP.detail.box(box)).join('; ')}</dd>
        </div>
      )}
    </dl>
  );
}

function Bar({ value, range }: { readonly value: number; readonly range: readonly [number, number] }) {
  const [least, most] = range;
  const share = Math.max(0, Math.min(1, (value - least) / (most - least)));
  return (
    <span className="range" role="img" aria-label={SANDBOX.bar(value.toFixed(2), least, most)}>
      <small>{least}</small>
      <span className="range-bar">
        <span style={{ width: `${100 * share}%` }} />
      </span>
      <small>{most}</small>
    </span>
  );
}

export function HowItReads({ answer }: { readonly answer: ReadAnswer }) {
  const config = useStore((state) => state.config);
  const most = useSandbox((state) => state.mostTokens);
  const uses = rewardUsesOf(config);
  return (
    <section aria-label={SANDBOX.reads}>
      <h3>
        {SANDBOX.reads}: {SANDBOX.nameOf(answer.from)}
      </h3>
      <SpanText answer={answer} />
      <p className="hint">{SANDBOX.tokens(answer.tokens, most)}</p>
      <h4>{SANDBOX.found}</h4>
      <Found answer={answer} />
      <h4>{SANDBOX.pays}</h4>
      <div className="scrolls" tabIndex={0} role="region" aria-label={SANDBOX.pays}>
        <table className="pays">
          <ColumnHeads names={[SANDBOX.reward, SANDBOX.gets, SANDBOX.range, SANDBOX.weight, SANDBOX.adds]} />
          <tbody>
            {Object.entries(answer.rewards).map(([name, value]) => {
              const use = uses.find(({ as }) => as === name);
              const facts = use && rewardFacts(use.block);
              const weight = use?.weight ?? 1;
              return (
                <tr key={name}>
                  <th scope="row">
                    <b>{name}</b> <small>{facts?.doc}</small>
                  </th>
                  <td>{value.toFixed(2)}</td>
                  <td>{facts?.range && <Bar value={value} range={facts.range} />}</td>
                  <td>{weight}</td>
                  <td>{(weight * value).toFixed(2)}</td>
                </tr>
              );
            })}
            <tr className="total">
              <th scope="row">{SANDBOX.total}</th>
              <td colSpan={3} />
              <td>{answer.reward.toFixed(2)}</td>
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}
