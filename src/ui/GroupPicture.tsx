// What: the picture with the visitor's box (dashed) and the box of every answer, coloured by its advantage.
import type { Box } from '../1-image/types.ts';
import { useStore } from '../store/store.ts';
import type { PromptDraft } from '../store/promptDraft.ts';
import type { RolloutView } from '../training/protocol.ts';
import { advantageColour } from './advantageColour.ts';
import { Picture } from './pictures/Picture.tsx';
import { TEXTS } from './texts.ts';

interface Props {
  readonly prompt: PromptDraft;
  readonly rollouts: readonly RolloutView[];
}

export function GroupPicture({ prompt, rollouts }: Props) {
  const chosen = useStore((state) => state.selectedRollout);
  const dim = chosen !== null && chosen < rollouts.length;
  return (
    <div className="shown">
      <Picture url={prompt.images[0]?.url ?? ''} alt={TEXTS.groupPicture(prompt.name)}>
        <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
          {rollouts.map(({ boxes, advantage }, r) => (
            <g key={r} className={dim ? (r === chosen ? 'chosen' : 'dim') : ''}>
              {boxes.map((box, i) => (
                <Outline key={i} box={box} colour={advantageColour(advantage)} />
              ))}
            </g>
          ))}
          {prompt.boxes.map((box, i) => (
            <g key={i} className="truth">
              <Outline box={box} colour="#fff" />
            </g>
          ))}
        </svg>
      </Picture>
      <p className="legend">
        <span>{TEXTS.below}</span>
        <i aria-hidden="true" />
        <span>{TEXTS.above}</span>
        <span className="dashed">{TEXTS.truth}</span>
      </p>
    </div>
  );
}

/** A line in its colour over a wider one, so that it shows on any picture. */
function Outline({ box: [x0, y0, x1, y1], colour }: { readonly box: Box; readonly colour: string }) {
  const place = { x: x0, y: y0, width: Math.max(0, x1 - x0), height: Math.max(0, y1 - y0) };
  return (
    <>
      <rect className="halo" {...place} />
      <rect stroke={colour} {...place} />
    </>
  );
}
