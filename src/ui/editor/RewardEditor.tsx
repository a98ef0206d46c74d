// What: the reward editor: pick, write, try on the answers of the last step, use, go back.
import { useRef } from 'react';
import { Button } from 'react-aria-components';
import { useLocked } from '../../store/access.ts';
import { applyReward, hasWebGpu, revertReward, tryReward, useRewardEditor } from '../../store/editor/rewardEditor.ts';
import { isShipped } from '../../store/editor/rewardText.ts';
import { useOwnRewards } from '../../store/engine/ownRewards.ts';
import { EDITOR } from '../texts/editor.ts';
import { CodeField } from './CodeField.tsx';
import { PresetTable } from './PresetTable.tsx';
import { ProblemList } from './ProblemList.tsx';
import { RewardKnobs } from './RewardKnobs.tsx';
import { RewardPick } from './RewardPick.tsx';
import { TrialTable } from './TrialTable.tsx';
import './editor.css';

export function RewardEditor() {
  const { name, busy } = useRewardEditor();
  const edited = useOwnRewards((state) => state.ownRewards.some((own) => own.name === name));
  const off = useLocked('editor') || !hasWebGpu();
  const jump = useRef<(line: number, column?: number) => void>(() => undefined);
  return (
    <div className="reward-editor">
      <p className="hint">{hasWebGpu() ? EDITOR.intro : EDITOR.noWebGpu}</p>
      <RewardPick />
      <CodeField jump={jump} />
      <div className="row">
        <Button isDisabled={off || busy} onPress={() => void tryReward()}>
          {busy ? EDITOR.trying : EDITOR.try}
        </Button>
        <Button className="primary" isDisabled={off || busy} onPress={() => void applyReward()}>
          {EDITOR.apply}
        </Button>
        {edited && isShipped(name) && (
          <Button isDisabled={off || busy} onPress={() => void revertReward()}>
            {EDITOR.revert}
          </Button>
        )}
        <small className="hint">{EDITOR.keys}</small>
      </div>
      <ProblemList jump={jump} />
      <RewardKnobs />
      <PresetTable />
      <TrialTable />
    </div>
  );
}
