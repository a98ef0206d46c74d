// What: the middle column: the picture with every answer's box, the groups of the step, and the G answers.
import { useDeferredValue, useMemo } from 'react';
import { Button } from 'react-aria-components';
import { evaluate } from '../../store/actions.ts';
import { useShownGroup } from '../../store/group/groupView.ts';
import { useShown } from '../../store/access.ts';
import { useShownLog } from '../../store/recorded/shownRecording.ts';
import { useStore } from '../../store/store.ts';
import { Term } from '../glossary/Term.tsx';
import { GROUP } from '../texts/group.ts';
import { LOG } from '../texts/log.ts';
import { Watch } from '../watch/Watch.tsx';
import { BestAnswers } from './BestAnswers.tsx';
import { GroupPicture } from './GroupPicture.tsx';
import { GroupTabs } from './GroupTabs.tsx';
import { LogPrompt } from './LogPrompt.tsx';
import { RolloutDetail } from './RolloutDetail.tsx';
import { Rollouts } from './Rollouts.tsx';
import { ShadeChoice } from './ShadeChoice.tsx';
import { StepScrubber } from './StepScrubber.tsx';
import { TokenCard } from './TokenCard.tsx';
import { UnitChoice } from './UnitChoice.tsx';
import { useGroupFacts } from './useGroupFacts.ts';
import './group.css';

export function Group() {
  const shown = useShownGroup();
  const facts = useGroupFacts(shown);
  const best = useShown('best');
  const idle = useStore((state) => state.state === 'ready' || state.state === 'paused');
  const running = useStore((state) => state.state === 'running');
  const { group, prompt } = shown;
  const log = useShownLog();
  const hasTokens = !log || facts.some((tokens) => tokens.length > 0);
  // The rows are most of what a step changes: while a run goes on they are drawn behind the rest and in slices, and do not hold up
  // a frame. When it holds, and for who goes back through the kept steps, they are there at once.
  const answers = useMemo(() => group && { rollouts: group.rollouts, facts }, [group, facts]);
  const later = useDeferredValue(answers);
  const rows = shown.live && !idle && !log ? later : answers;
  return (
    <section className="group" aria-label={GROUP.group}>
      {!log && <Watch shown={shown} facts={facts} />}
      <div className="group-head">
        <h2>
          <Term id="group">{GROUP.group}</Term>
        </h2>
        {!log && <StepScrubber shown={shown} />}
      </div>
      <div className="overview">
        {!log && <GroupPicture shown={shown} />}
        <div>
          {log && group && prompt && <LogPrompt text={prompt.question} />}
          {!log && prompt && <p className="asked">{prompt.question}</p>}
          {!group && <p className="hint">{log ? LOG.noAnswers : running ? GROUP.first : GROUP.empty}</p>}
          {log && group && <p className="hint">{hasTokens ? LOG.noPictures : `${LOG.noPictures} ${LOG.noTokens}`}</p>}
          <GroupTabs shown={shown} />
          <BestAnswers promptId={prompt?.id ?? null} />
          <div className="row">
            {best && (
              <Button data-lesson-target="ask-greedy" isDisabled={!idle} onPress={() => void evaluate()}>
                {GROUP.evaluate}
              </Button>
            )}
          </div>
          {group && hasTokens && <ShadeChoice shown={shown} facts={facts} />}
          {group && <UnitChoice rollouts={group.rollouts} />}
        </div>
      </div>
      {rows && <Rollouts {...rows} />}
      {group && <TokenCard shown={shown} facts={facts} />}
      {group && <RolloutDetail shown={shown} facts={facts} />}
    </section>
  );
}
