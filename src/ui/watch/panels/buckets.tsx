// What: panel "buckets": the questions of a step in buckets (easy, medium, hard …), each as its picture, with the numbers of the bucket.
import { shortNumber } from '../../shortNumber.ts';
import { WATCH } from '../../texts/watch.ts';
import { BUCKETS as TEXT } from '../../texts/watch/buckets.ts';
import { listIn, nameIn } from '../../../config/watched.ts';
import type { WatchProps } from '../panelFiles.ts';
import './buckets.css';

/** 'difficulties/share/*' → 'difficulties/share' */
const familyOf = (pattern: string) => pattern.replace(/\/?\*$/, '');

export function Panel({ options, shown: { groups, group, prompts, index }, points }: WatchProps) {
  const names = listIn(options, 'names')!;
  const column = nameIn(options, 'bucket')!;
  if (group.rollouts[0]?.rewards[column] === undefined) return <p className="hint">{WATCH.lost}</p>;
  const metrics = points.at(-1)?.metrics ?? {};
  const numbersOf = (name: string) =>
    listIn(options, 'numbers')!.flatMap((pattern) => {
      const value = metrics[pattern.replace('*', name)];
      return value === undefined ? [] : [[familyOf(pattern), value] as const];
    });
  return (
    <ul className="watch-buckets" aria-label={TEXT.label}>
      {names.map((name, bucket) => {
        const own = groups.flatMap(({ promptId, rollouts }, i) =>
          rollouts[0]?.rewards[column] === bucket ? [{ i, prompt: prompts.find(({ id }) => id === promptId) }] : [],
        );
        return (
          <li key={name}>
            <strong>{TEXT.count(name, own.length)}</strong>
            <div className="row">
              {own.map(({ i, prompt }) => (
                <span key={i} className={i === index ? 'shown-group' : undefined}>
                  {prompt?.images[0] ? (
                    <img src={prompt.images[0].thumb} alt={prompt.name} />
                  ) : (
                    (prompt?.question ?? '')
                  )}
                  {i === index && <span className="hidden">{TEXT.shown}</span>}
                </span>
              ))}
            </div>
            <dl>
              {numbersOf(name).map(([family, value]) => (
                <div key={family}>
                  <dt>{family}</dt>
                  <dd>{shortNumber(value)}</dd>
                </div>
              ))}
            </dl>
          </li>
        );
      })}
    </ul>
  );
}
