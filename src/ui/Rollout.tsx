// What: one answer of the group: advantage bar, reward columns, text with shaded tokens.
import type { RolloutView } from '../training/protocol.ts';
import { advantageColour } from './advantageColour.ts';

export type Shade = 'entropy' | 'logProb';

/** 0…1: how strongly a token is shaded; 3 nats of entropy or −log p is full. */
const strength = (token: RolloutView['tokens'][number], shade: Shade) =>
  Math.min(1, (shade === 'entropy' ? token.entropy : -token.logProb) / 3);

interface Props {
  readonly rollout: RolloutView;
  readonly shade: Shade;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

export function Rollout({ rollout, shade, chosen, onChoose }: Props) {
  const { advantage, reward, rewards, tokens, truncated } = rollout;
  const width = Math.min(50, Math.abs(advantage) * 20);
  return (
    <li className={chosen ? 'chosen' : ''} tabIndex={0} onFocus={onChoose} onMouseEnter={onChoose}>
      <div className="bar" role="img" aria-label={`advantage ${advantage.toFixed(2)}`}>
        <i
          style={{
            width: `${width}%`,
            [advantage < 0 ? 'right' : 'left']: '50%',
            background: advantageColour(advantage),
          }}
        />
      </div>
      <p className="text">
        {tokens.map((token, i) => (
          <span
            key={i}
            style={{ background: `rgb(var(--shade) / ${(strength(token, shade) * 0.6).toFixed(2)})` }}
            title={`log-prob ${token.logProb.toFixed(2)}, entropy ${token.entropy.toFixed(2)} nats`}
          >
            {token.text}
          </span>
        ))}
        {truncated && <em> (cut off)</em>}
      </p>
      <p className="columns">
        <b>A {advantage.toFixed(2)}</b> reward {reward.toFixed(2)}
        {Object.entries(rewards).map(([name, value]) => (
          <span key={name}>
            {' '}
            · {name} {value.toFixed(2)}
          </span>
        ))}
      </p>
    </li>
  );
}
