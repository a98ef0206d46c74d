// What: the groups of the step, each with its picture and mean reward.
import { ToggleButton } from 'react-aria-components';
import type { Shown } from '../../store/group/groupView.ts';
import { selectGroup } from '../../store/prompts/promptActions.ts';
import { GROUP } from '../texts/group.ts';

export function GroupTabs({ shown: { groups, prompts, index } }: { readonly shown: Shown }) {
  if (groups.length < 2) return null;
  return (
    <div className="row tabs" role="group" aria-label={GROUP.groups}>
      {groups.map(({ promptId, rollouts }, i) => {
        const prompt = prompts.find(({ id }) => id === promptId);
        const mean = rollouts.reduce((sum, { reward }) => sum + reward, 0) / Math.max(1, rollouts.length);
        return (
          <ToggleButton
            key={i}
            isSelected={i === index}
            aria-label={GROUP.groupName(i, prompt?.name ?? promptId, mean.toFixed(2))}
            onPress={() => selectGroup(i, promptId)}
          >
            {prompt?.images[0] && <img src={prompt.images[0].thumb} alt="" />} {mean.toFixed(2)}
          </ToggleButton>
        );
      })}
    </div>
  );
}
