// What: panel "twoViews": the picture beside the changed ones that the model got; under each the answers that it got and what the change
// does to them; with a reward of the kind answerOrRefusal the answers that abstain.
import { useState } from 'react';
import { ModelPicture } from '../../group/ModelPicture.tsx';
import { TWO_VIEWS as TEXT } from '../../texts/watch/twoViews.ts';
import type { WatchProps } from '../panelFiles.ts';
import { mean } from '../parts/means.ts';
import { MiniCurve } from '../parts/MiniCurves.tsx';
import { refusalSeries, refusalsIn } from '../parts/refusals.ts';
import { OWN, viewCards } from '../parts/viewCards.ts';
import type { ViewCard } from '../parts/viewCards.ts';
import { nameIn } from '../../../config/watched.ts';
import './twoViews.css';

export function Panel(props: WatchProps) {
  const { options, shown, kept } = props;
  const refusals = nameIn(options, 'refusals');
  const cards = viewCards(props);
  const image = shown.prompt?.images[0];
  const [measured, setMeasured] = useState(0);
  const ratio = measured || (image?.width ?? 0) / (image?.height ?? 0) || 1;
  const alone = cards.filter(({ groups }) => groups.length > 0).length === 1;
  return (
    <>
      <ul className="watch-views">
        {cards.map((card) => (
          <li key={card.view}>
            <Shot card={card} shown={shown} ratio={ratio} onRatio={setMeasured} />
            <strong>{card.view === OWN ? TEXT.own : card.view}</strong>
            {factsOf(card, refusals, alone).map((fact) => (
              <small key={fact}>{fact}</small>
            ))}
          </li>
        ))}
      </ul>
      {refusals !== undefined && (
        <MiniCurve
          label={TEXT.refusals}
          about={TEXT.refusalsAbout}
          range={[0, 1]}
          lines={[
            { series: refusalSeries(kept, refusals, true), colour: 0, label: TEXT.masked },
            { series: refusalSeries(kept, refusals, false), colour: 1, label: TEXT.there, dash: '6 3' },
          ]}
        />
      )}
    </>
  );
}

interface ShotProps extends Pick<WatchProps, 'shown'> {
  readonly card: ViewCard;
  /** Width to height of the visitor's picture: the model sees a square. */
  readonly ratio: number;
  readonly onRatio: (ratio: number) => void;
}

function Shot({ card: { view, picture }, shown: { prompt }, ratio, onRatio }: ShotProps) {
  const image = prompt?.images[0];
  const name = image?.name ?? prompt?.name ?? '';
  if (view === OWN && !image) return null;
  if (view === OWN)
    return (
      <img
        src={image!.url}
        alt={TEXT.picture(name, TEXT.own)}
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => onRatio(naturalWidth / naturalHeight || 0)}
      />
    );
  if (!picture) return <small className="hint">{TEXT.noPicture}</small>;
  return <ModelPicture view={picture} label={TEXT.picture(name, TEXT.kind(picture.kind))} ratio={ratio} />;
}

/** What is written under a picture. `alone`: all answers were given to one picture, and the others are for probes. */
function factsOf({ view, picture, groups, signals }: ViewCard, refusals: string | undefined, alone: boolean): string[] {
  const rollouts = groups.flatMap((group) => group.rollouts);
  const facts = picture ? [TEXT.kind(picture.kind)] : [];
  if (rollouts.length > 0) {
    const tokens = rollouts.flatMap((rollout) => rollout.tokens);
    facts.push(TEXT.asked(rollouts.length, mean(rollouts.map(({ reward }) => reward))));
    if (tokens.length > 0 && !alone) facts.push(TEXT.entropy(mean(tokens.map(({ entropy }) => entropy))));
    if (tokens.length > 0 && alone) facts.push(TEXT.whole(mean(tokens.map(({ logProb }) => logProb))));
    const taught = rollouts.filter((rollout) => rollout.taught !== false).length;
    if (taught < rollouts.length) facts.push(TEXT.taught(taught, rollouts.length));
    if (refusals !== undefined) {
      const refused = groups.reduce((sum, group) => sum + refusalsIn(group, refusals), 0);
      facts.push(TEXT.refused(refused, rollouts.length));
    }
  }
  return view === OWN ? facts : [...facts, ...signals.map(([name, value]) => TEXT.signal(name, value))];
}
