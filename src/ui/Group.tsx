// What: the middle column: the picture with every answer's box, the groups of the step, and the G answers.
import { useState } from 'react';
import { evaluate } from '../store/actions.ts';
import { selectGroup } from '../store/promptActions.ts';
import { useStore } from '../store/store.ts';
import type { PromptDraft } from '../store/promptDraft.ts';
import type { GroupView } from '../training/protocol.ts';
import { BestAnswers } from './BestAnswers.tsx';
import { GroupPicture } from './GroupPicture.tsx';
import { Rollouts } from './Rollouts.tsx';
import type { Shade } from './Rollouts.tsx';
import { TEXTS } from './texts.ts';

export function Group() {
  const groups = useStore((state) => state.groups);
  const prompts = useStore((state) => state.prompts);
  const selected = useStore((state) => state.selectedPrompt);
  const index = useStore((state) => state.selectedGroup);
  const idle = useStore((state) => state.state === 'ready' || state.state === 'paused');
  const [shade, setShade] = useState<Shade>('entropy');
  const shown = shownGroup(groups, index, selected);
  const group = groups[shown];
  const prompt = prompts.find(({ id }) => id === (group?.promptId ?? selected));
  return (
    <section className="group" aria-label={TEXTS.group}>
      <h2>{TEXTS.group}</h2>
      <div className="overview">
        {prompt && <GroupPicture prompt={prompt} rollouts={group?.rollouts ?? []} />}
        <div>
          {prompt && <p className="asked">{prompt.question}</p>}
          {!group && <p className="hint">{TEXTS.groupEmpty}</p>}
          {groups.length > 1 && <GroupTabs groups={groups} prompts={prompts} shown={shown} />}
          <BestAnswers promptId={prompt?.id ?? null} />
          <div className="row">
            <button disabled={!idle} onClick={() => void evaluate()}>
              {TEXTS.evaluate}
            </button>
            <ShadeChoice shade={shade} onChange={setShade} />
          </div>
        </div>
      </div>
      {group && <Rollouts rollouts={group.rollouts} shade={shade} />}
    </section>
  );
}

/** The group that was chosen, as long as it belongs to the chosen prompt; else the first one that does; else the first. */
function shownGroup(groups: readonly GroupView[], index: number, selected: string | null): number {
  if (groups[index]?.promptId === selected) return index;
  return Math.max(
    0,
    groups.findIndex(({ promptId }) => promptId === selected),
  );
}

interface TabsProps {
  readonly groups: readonly GroupView[];
  readonly prompts: readonly PromptDraft[];
  readonly shown: number;
}
function GroupTabs({ groups, prompts, shown }: TabsProps) {
  return (
    <div className="row tabs" role="group" aria-label={TEXTS.groups}>
      {groups.map(({ promptId, rollouts }, i) => {
        const prompt = prompts.find(({ id }) => id === promptId);
        const mean = rollouts.reduce((sum, { reward }) => sum + reward, 0) / Math.max(1, rollouts.length);
        return (
          <button
            key={i}
            aria-pressed={i === shown}
            aria-label={TEXTS.groupName(i, prompt?.name ?? promptId, mean.toFixed(2))}
            onClick={() => selectGroup(i)}
          >
            {prompt?.images[0] && <img src={prompt.images[0].thumb} alt="" />} {mean.toFixed(2)}
          </button>
        );
      })}
    </div>
  );
}

function ShadeChoice({ shade, onChange }: { readonly shade: Shade; readonly onChange: (shade: Shade) => void }) {
  return (
    <label title={TEXTS.shadeHelp}>
      {TEXTS.shade}{' '}
      <select value={shade} onChange={(event) => onChange(event.target.value as Shade)}>
        {Object.entries(TEXTS.shades).map(([name, label]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
