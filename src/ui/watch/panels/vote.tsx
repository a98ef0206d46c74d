// What: panel "vote": the answers of the group as votes, which of them became labels, who agrees and is paid; and whether the winner is
// right, which the vote itself cannot know.
import { ColumnHeads } from '../../ColumnHeads.tsx';
import { WATCH } from '../../texts/watch.ts';
import { VOTE as TEXT } from '../../texts/watch/vote.ts';
import type { WatchProps } from '../panelFiles.ts';
import { ballotsOf, winnerOf } from '../parts/ballots.ts';
import { nameIn } from '../../../config/watched.ts';
import './vote.css';

const folded = (text: string) => text.trim().toLowerCase();

export function Panel({ options, shown: { group, prompt } }: WatchProps) {
  const ballots = ballotsOf(group.rollouts, nameIn(options, 'vote')!);
  if (!ballots) return <p className="hint">{WATCH.lost}</p>;
  const winner = winnerOf(ballots);
  const truth = prompt?.answer ? folded(prompt.answer) : null;
  const isRight = (answer: string | null) => truth !== null && answer !== null && folded(answer) === truth;
  const agree = ballots.reduce((sum, ballot) => sum + ballot.agree, 0);
  const most = ballots[0]!.votes;
  return (
    <>
      <p className="watch-counts">
        {winner?.answer != null
          ? TEXT.winner(winner.answer, truth === null ? null : isRight(winner.answer))
          : TEXT.noWinner}{' '}
        {TEXT.share(agree, group.rollouts.length)}
      </p>
      <table className="watch-vote">
        <caption className="hidden">{TEXT.ballots}</caption>
        <ColumnHeads names={TEXT.head} />
        <tbody>
          {ballots.map((ballot) => (
            <tr key={ballot.answer ?? ''} className={ballot === winner ? 'winner' : undefined}>
              <th scope="row">
                {ballot.answer ?? TEXT.nobody}
                {isRight(ballot.answer) && (
                  <span className="right" title={TEXT.right}>
                    <span aria-hidden="true"> ✓</span>
                    <span className="hidden">{TEXT.right}</span>
                  </span>
                )}
              </th>
              <td>
                <span className="votes">
                  <i aria-hidden="true" style={{ width: `${(100 * ballot.votes) / most}%` }}>
                    <b style={{ width: `${(100 * ballot.agree) / ballot.votes}%` }} />
                  </i>
                  {ballot.votes}
                </span>
              </td>
              <td>{TEXT.confidence(ballot.confidence)}</td>
              <td>
                {ballot.agree}
                {ballot.agree > 0 && <small> {TEXT.label}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
