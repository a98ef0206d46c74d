// What: the picture with the visitor's boxes and those of the answer that is looked at.
import type { PromptDraft } from '../../store/prompts/promptDraft.ts';
import type { ReadAnswer } from '../../training/sandbox/sandboxTypes.ts';
import { Outline } from '../group/Outline.tsx';
import { Picture } from '../pictures/Picture.tsx';
import { SANDBOX } from '../texts/sandbox.ts';
import '../group/groupPicture.css';

const TRUTH = { stroke: '#fff', strokeWidth: 2, strokeDasharray: undefined };
const OWN = { stroke: 'rgb(235 98 0)', strokeWidth: 3, strokeDasharray: undefined };

interface Props {
  readonly prompt: PromptDraft;
  readonly answer: ReadAnswer | null;
}

export function AnswerPicture({ prompt, answer }: Props) {
  const picture = prompt.images[0];
  if (!picture) return null;
  return (
    <div className="shown">
      <Picture url={picture.url} alt={SANDBOX.picture(prompt.name)}>
        <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
          {prompt.boxes.map((box, i) => (
            <g key={`truth-${i}`} className="truth">
              <Outline box={box} line={TRUTH} />
            </g>
          ))}
          {answer?.boxes.map((box, i) => (
            <g key={i} className="answer-box">
              <Outline box={box} line={OWN} />
            </g>
          ))}
        </svg>
      </Picture>
    </div>
  );
}
