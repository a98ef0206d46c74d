// What: the answers of a group as a table: advantage bar, reward columns, and the text with shaded tokens.
import { selectRollout } from '../store/promptActions.ts';
import { useStore } from '../store/store.ts';
import type { RolloutView } from '../training/protocol.ts';
import { advantageColour } from './advantageColour.ts';
import { TEXTS } from './texts.ts';

export type Shade = keyof typeof TEXTS.shades;

/** Two digits, never a negative zero. */
const twoDigits = (value: number) => value.toFixed(2).replace(/^-(0\.00)$/, '$1');

/** Nats of entropy, or of −log p, at which a token is shaded in full. */
const FULL_SHADE = 3;
/** An advantage of ±2.5 standard deviations fills its half of the bar; 8 answers cannot go beyond. */
const FULL_BAR = 2.5;

export function Rollouts({ rollouts, shade }: { readonly rollouts: readonly RolloutView[]; readonly shade: Shade }) {
  const chosen = useStore((state) => state.selectedRollout);
  const columns = Object.keys(rollouts[0]?.rewards ?? {});
  return (
    <table className="rollouts" onMouseLeave={() => selectRollout(null)}>
      <caption className="hidden">{TEXTS.answers}</caption>
      <thead>
        <tr>
          {[TEXTS.advantage, TEXTS.reward, ...columns].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      {rollouts.map((rollout, i) => (
        <tbody
          key={i}
          className={i === chosen ? 'chosen' : ''}
          tabIndex={0}
          aria-label={TEXTS.answerName(i, twoDigits(rollout.advantage))}
          onFocus={() => selectRollout(i)}
          onMouseEnter={() => selectRollout(i)}
        >
          <tr>
            <td>
              <AdvantageBar advantage={rollout.advantage} />
            </td>
            <td>{twoDigits(rollout.reward)}</td>
            {columns.map((name) => (
              <td key={name}>{rollout.rewards[name]?.toFixed(2)}</td>
            ))}
          </tr>
          <tr>
            <td className="text" colSpan={columns.length + 2}>
              <Tokens rollout={rollout} shade={shade} />
            </td>
          </tr>
        </tbody>
      ))}
    </table>
  );
}

function AdvantageBar({ advantage }: { readonly advantage: number }) {
  const width = `${Math.min(1, Math.abs(advantage) / FULL_BAR) * 50}%`;
  return (
    <span className="advantage">
      <span className="bar" aria-hidden="true">
        <i style={{ width, [advantage < 0 ? 'right' : 'left']: '50%', background: advantageColour(advantage) }} />
      </span>
      {twoDigits(advantage)}
    </span>
  );
}

function Tokens({ rollout, shade }: { readonly rollout: RolloutView; readonly shade: Shade }) {
  return (
    <>
      {rollout.tokens.map(({ text, logProb, entropy }, i) => {
        const nats = { entropy, logProb: -logProb, none: 0 }[shade];
        const strength = Math.min(1, Math.max(0, nats / FULL_SHADE)) * 0.6;
        return (
          <span
            key={i}
            style={{ background: `rgb(var(--shade) / ${strength.toFixed(2)})` }}
            title={TEXTS.token(logProb, entropy)}
          >
            {text}
          </span>
        );
      })}
      {rollout.truncated && <em> {TEXTS.cutOff}</em>}
    </>
  );
}
