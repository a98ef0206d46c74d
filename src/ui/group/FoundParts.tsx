// What: what the parser found in an answer: spans, boxes, and what its zooms showed, cut from the visitor's picture.
import type { PromptDraft } from '../../store/prompts/promptDraft.ts';
import type { RolloutView } from '../../training/protocol.ts';
import { GROUP } from '../texts/group.ts';
import { LOG } from '../texts/log.ts';
import { Crop } from './Crop.tsx';

const D = GROUP.detail;

export function FoundParts({
  rollout,
  prompt,
}: {
  readonly rollout: RolloutView;
  readonly prompt: PromptDraft | null;
}) {
  const { boxes, answer } = rollout;
  const spans = Object.entries(rollout.spans ?? (answer === null ? {} : { answer }));
  const looks = rollout.looks ?? [];
  const picture = prompt?.images[0];
  if (rollout.foreign && spans.length === 0) return null;
  return (
    <>
      <h3>{rollout.foreign ? LOG.further : D.found}</h3>
      {spans.length + boxes.length === 0 && <p className="hint">{D.nothing}</p>}
      <dl className="found">
        {spans.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        {boxes.length > 0 && (
          <div>
            <dt>{D.boxes}</dt>
            <dd>{boxes.map((box) => D.box(box)).join('; ')}</dd>
          </div>
        )}
      </dl>
      {looks.length > 0 && picture && (
        <>
          <h3>{D.zooms}</h3>
          <div className="row">
            {looks.map(({ box, after }, i) => (
              <figure key={i}>
                <Crop box={box} picture={picture} label={`${D.zoom(i)}: ${D.box(box)}`} />
                <figcaption className="hint">{D.lookedAfter(after)}</figcaption>
              </figure>
            ))}
          </div>
        </>
      )}
    </>
  );
}
