// What: the groups of the step, each with its picture and mean reward.
import { ToggleButton } from 'react-aria-components';
import type { Shown } from '../../store/group/groupView.ts';
import { useShownLog } from '../../store/recorded/shownRecording.ts';
import { selectGroup } from '../../store/prompts/promptActions.ts';
import { GROUP } from '../texts/group.ts';
import { LOG } from '../texts/log.ts';

export function GroupTabs({ shown: { groups, prompts, index } }: { readonly shown: Shown }) {
  const log = useShownLog();
  if (groups.length < 2) return null;
  return (
    <div className={log ? 'row tabs of-log' : 'row tabs'} role="group" aria-label={GROUP.groups}>
      {groups.map(({ promptId, rollouts }, i) => {
        const prompt = prompts.find(({ id }) => id === promptId);
        const known = rollouts.filter(({ reward }) => !Number.isNaN(reward));
        const mean = known.reduce((sum, { reward }) => sum + reward, 0) / Math.max(1, known.length);
        const logged = known.length > 0 ? mean.toFixed(2) : null;
        return (
          <ToggleButton
            key={i}
            isSelected={i === index}
            aria-label={log ? LOG.groupName(i, logged) : GROUP.groupName(i, prompt?.name ?? promptId, mean.toFixed(2))}
            onPress={() => selectGroup(i, promptId)}
          >
            {prompt?.images[0] && <img src={prompt.images[0].thumb} alt="" />}{' '}
            {log ? LOG.group(i, logged) : mean.toFixed(2)}
          </ToggleButton>
        );
      })}
    </div>
  );
}
