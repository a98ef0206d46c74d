// What: the middle column: the picture with every rollout's box, and the G answers as rows.
import { useState } from 'react';
import { evaluate, selectGroup, selectRollout } from '../store/actions.ts';
import { useStore } from '../store/store.ts';
import { advantageColour } from './advantageColour.ts';
import { Rollout } from './Rollout.tsx';
import type { Shade } from './Rollout.tsx';
import { TEXTS } from './texts.ts';

export function Group() {
  const groups = useStore((state) => state.groups);
  const prompts = useStore((state) => state.prompts);
  const selected = useStore((state) => state.selectedPrompt);
  const index = useStore((state) => state.selectedGroup);
  const rollout = useStore((state) => state.selectedRollout);
  const idle = useStore((state) => state.state === 'ready' || state.state === 'paused');
  const [shade, setShade] = useState<Shade>('entropy');
  const shownIndex = index < groups.length ? index : 0;
  const group = groups[shownIndex];
  const prompt = prompts.find(({ id }) => id === (group?.promptId ?? selected));
  return (
    <section className="group" aria-label={TEXTS.group}>
      <h2>{TEXTS.group}</h2>
      {prompt && (
        <div className="frame small">
          <img src={prompt.url} alt={`${prompt.name} with the boxes of the group`} />
          <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
            {prompt.boxes.map(([x0, y0, x1, y1], i) => (
              <rect key={i} className="truth" x={x0} y={y0} width={x1 - x0} height={y1 - y0} />
            ))}
            {group?.rollouts.flatMap(({ boxes, advantage }, r) =>
              boxes.map(([x0, y0, x1, y1], i) => (
                <rect
                  key={`${r}-${i}`}
                  x={x0}
                  y={y0}
                  width={x1 - x0}
                  height={y1 - y0}
                  stroke={advantageColour(advantage)}
                  className={r === rollout ? 'chosen' : ''}
                />
              )),
            )}
          </svg>
        </div>
      )}
      <p className="legend">
        <span>{TEXTS.below}</span>
        <i aria-hidden="true" />
        <span>{TEXTS.above}</span>
        <span className="dashed">{TEXTS.truth}</span>
      </p>
      {groups.length > 1 && (
        <div className="row" role="group" aria-label="Groups of this step">
          {groups.map((_, i) => (
            <button key={i} aria-pressed={i === shownIndex} onClick={() => selectGroup(i)}>
              {i + 1}
            </button>
          ))}
        </div>
      )}
      {!group && <p className="hint">{TEXTS.groupEmpty}</p>}
      {group && (
        <label>
          {TEXTS.shade}{' '}
          <select value={shade} onChange={(event) => setShade(event.target.value as Shade)}>
            <option value="entropy">entropy</option>
            <option value="logProb">log-prob</option>
          </select>
        </label>
      )}
      <ol className="rollouts" onMouseLeave={() => selectRollout(null)}>
        {group?.rollouts.map((item, i) => (
          <Rollout key={i} rollout={item} shade={shade} chosen={i === rollout} onChoose={() => selectRollout(i)} />
        ))}
      </ol>
      <button disabled={!idle} onClick={() => void evaluate()}>
        {TEXTS.evaluate}
      </button>
      <Greedy />
    </section>
  );
}

function Greedy() {
  const results = useStore((state) => state.evaluations['now']);
  if (!results) return null;
  return (
    <ul className="greedy" role="status">
      {results.map(({ promptId, text, rewards }) => (
        <li key={promptId}>
          <code>{text}</code>{' '}
          {Object.entries(rewards)
            .map(([name, value]) => `${name} ${value.toFixed(2)}`)
            .join(' · ')}
        </li>
      ))}
    </ul>
  );
}
