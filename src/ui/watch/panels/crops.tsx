// What: panel "crops": of the answers that looked closer the best and the worst, each crop at the place in the text where it came; how
// many looked, and whether it paid.
import type { RolloutView } from '../../../training/protocol.ts';
import type { PictureDraft } from '../../../store/prompts/promptDraft.ts';
import { Crop } from '../../group/Crop.tsx';
import { twoDigits } from '../../group/twoDigits.ts';
import { GROUP } from '../../texts/group.ts';
import { WATCH } from '../../texts/watch.ts';
import { CROPS as TEXT } from '../../texts/watch/crops.ts';
import type { WatchProps } from '../panelFiles.ts';
import { endsOf } from '../parts/ends.ts';
import { mean } from '../parts/means.ts';
import './crops.css';

const looksOf = ({ looks }: RolloutView) => looks ?? [];

export function Panel({ shown: { group, prompt } }: WatchProps) {
  const picture = prompt?.images[0];
  const looked = group.rollouts.filter((rollout) => looksOf(rollout).length > 0);
  return (
    <>
      <p className="watch-counts">{countsOf(group.rollouts)}</p>
      {looked.length === 0 && <p className="hint">{TEXT.none}</p>}
      <div className="watch-answers">
        {endsOf(looked).map(({ rollout, i }) => (
          <div key={i}>
            <p className="answer-head">
              <strong>{TEXT.answer(group.rollouts.indexOf(rollout))}</strong>{' '}
              <small>{WATCH.worth(twoDigits(rollout.advantage), twoDigits(rollout.reward))}</small>
            </p>
            <div className="watch-text">
              <WithCrops rollout={rollout} picture={picture} />
            </div>
          </div>
        ))}
      </div>
    </>
  );
}

function countsOf(rollouts: readonly RolloutView[]): string {
  const [withLook, without] = [true, false].map((wanted) =>
    rollouts.filter((rollout) => looksOf(rollout).length > 0 === wanted).map(({ reward }) => reward),
  ) as [number[], number[]];
  const crops = rollouts.reduce((sum, rollout) => sum + looksOf(rollout).length, 0);
  const counted = TEXT.looked(withLook.length, rollouts.length, crops);
  const both = withLook.length > 0 && without.length > 0;
  const paid = both ? TEXT.reward(mean(withLook), mean(without)) : TEXT.rewardAll(mean([...withLook, ...without]));
  return `${counted}; ${paid}`;
}

/** The text in pieces; behind each piece the crop that came there. */
function WithCrops({
  rollout,
  picture,
}: {
  readonly rollout: RolloutView;
  readonly picture: PictureDraft | undefined;
}) {
  const looks = looksOf(rollout);
  const text = (from: number, to?: number) =>
    rollout.tokens
      .slice(from, to)
      .map((token) => token.text)
      .join('');
  return (
    <>
      {looks.map(({ after, box }, n) => {
        const label = TEXT.crop(n, GROUP.detail.box(box));
        return (
          <span key={n}>
            {text(looks[n - 1]?.after ?? 0, after)}
            {picture ? <Crop box={box} picture={picture} label={label} /> : <em>[{label}]</em>}
          </span>
        );
      })}
      {text(looks.at(-1)?.after ?? 0)}
    </>
  );
}
