// What: what the page offers above its columns: the last run to continue, or the recording that is playing; and the
// question before rewards from elsewhere are used.
import { LastRunOffer } from './LastRunOffer.tsx';
import { RecordingBar } from './RecordingBar.tsx';
import { RewardQuestion } from './RewardQuestion.tsx';
import './share.css';

export function Offers() {
  return (
    <>
      <RecordingBar />
      <LastRunOffer />
      <RewardQuestion />
    </>
  );
}
