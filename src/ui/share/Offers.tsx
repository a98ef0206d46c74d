// What: what the page offers above its columns: the last run to continue, the recording that is playing, or another trainer's log; and the
// question before rewards from elsewhere are used.
import { LastRunOffer } from './LastRunOffer.tsx';
import { LogBar } from './LogBar.tsx';
import { RecordingBar } from './RecordingBar.tsx';
import { RewardQuestion } from './RewardQuestion.tsx';
import './share.css';

export function Offers() {
  return (
    <>
      <RecordingBar />
      <LogBar />
      <LastRunOffer />
      <RewardQuestion />
    </>
  );
}
