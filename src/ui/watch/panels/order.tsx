// What: panel "order": the pictures in a row as the policy scores them, below it in their true order, lines between the two places of each,
// and how many pairs are in the right order.
import { ORDER as TEXT } from '../../texts/watch/order.ts';
import type { WatchProps } from '../panelFiles.ts';
import { pairsInOrder, rankedPictures } from '../parts/ranking.ts';
import type { RankedPicture } from '../parts/ranking.ts';
import { nameIn } from '../../../config/watched.ts';
import './order.css';

export function Panel({ options, kept }: WatchProps) {
  const pictures = rankedPictures(kept, nameIn(options, 'score'));
  if (pictures.length < 2) return <p className="hint">{TEXT.few}</p>;
  const scored = pictures.toSorted((a, b) => b.score - a.score);
  const inTruth = scored.toSorted((a, b) => b.truth - a.truth);
  const { right, of } = pairsInOrder(pictures);
  return (
    <>
      <p className="watch-counts">{TEXT.pairs(right, of)}</p>
      <div className="watch-order">
        <p className="hint">{TEXT.policy}</p>
        <Row pictures={scored} scoreOf={({ score }) => score} label={TEXT.policy} />
        <svg viewBox={`0 0 ${scored.length} 1`} preserveAspectRatio="none" aria-hidden="true">
          {scored.map((picture, i) => {
            const to = inTruth.indexOf(picture);
            return <path key={i} className={to === i ? 'kept' : ''} d={`M${i + 0.5} 0L${to + 0.5} 1`} />;
          })}
        </svg>
        <Row pictures={inTruth} scoreOf={({ truth }) => truth} label={TEXT.truth} />
        <p className="hint">{TEXT.truth}</p>
      </div>
    </>
  );
}

interface RowProps {
  readonly pictures: readonly RankedPicture[];
  readonly scoreOf: (picture: RankedPicture) => number;
  readonly label: string;
}

function Row({ pictures, scoreOf, label }: RowProps) {
  return (
    <ol aria-label={label}>
      {pictures.map((picture) => {
        const { id, name, images } = picture.prompt;
        return (
          <li key={id}>
            <img src={images[0]!.thumb} alt={TEXT.place(name, scoreOf(picture))} />
            <small aria-hidden="true">{TEXT.score(scoreOf(picture))}</small>
          </li>
        );
      })}
    </ol>
  );
}
