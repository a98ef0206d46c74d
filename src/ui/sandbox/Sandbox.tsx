// What: the reward sandbox: the greedy answer, the presets and a typed answer under the current rewards; the group with one answer edited;
// whether the rewards are in reach.
import { useEffect } from 'react';
import { hasStandIn } from '../../store/engine/engine.ts';
import { closeSandbox, openSandbox, useSandbox } from '../../store/sandbox/sandbox.ts';
import { useStore } from '../../store/store.ts';
import { SANDBOX } from '../texts/sandbox.ts';
import { AnswerPicture } from './AnswerPicture.tsx';
import { AnswerTable } from './AnswerTable.tsx';
import { EditedGroupTable } from './EditedGroupTable.tsx';
import { HowItReads } from './HowItReads.tsx';
import { Reach } from './Reach.tsx';
import { TypedAnswer } from './TypedAnswer.tsx';
import './sandbox.css';

export function Sandbox() {
  const prompt = useStore(({ prompts, selectedPrompt }) => prompts.find(({ id }) => id === selectedPrompt) ?? null);
  const running = useStore(({ state }) => state === 'running');
  const busy = useSandbox((state) => state.busy);
  const { given, typed, chosen } = useSandbox();
  useEffect(() => {
    openSandbox();
    return closeSandbox;
  }, []);
  const answer = [...given, ...(typed ? [typed] : [])].find(({ from }) => from === chosen) ?? given[0] ?? typed;
  const why = hasStandIn() ? SANDBOX.recorded : running ? SANDBOX.waits : busy ? SANDBOX.working : '';
  if (!prompt) return <p className="hint">{SANDBOX.noPrompt}</p>;
  return (
    <div className="reward-sandbox" data-lesson-target="sandbox">
      <p className="hint">{SANDBOX.intro}</p>
      <p className="asked">{prompt.question}</p>
      <p className="hint" role="status">
        {why}
      </p>
      <div className="sandbox-top">
        <AnswerPicture prompt={prompt} answer={answer ?? null} />
        <AnswerTable />
      </div>
      <TypedAnswer answer={answer ?? null} />
      {answer && <HowItReads answer={answer} />}
      <EditedGroupTable />
      <Reach promptId={prompt.id} />
    </div>
  );
}
