// What: what the reward on trial would pay for the presets of the prompt, and which of them cheat it.
import { hacksOf } from '../../store/sandbox/hacks.ts';
import { useRewardEditor } from '../../store/editor/rewardEditor.ts';
import { useStore } from '../../store/store.ts';
import { ColumnHeads } from '../ColumnHeads.tsx';
import { HackSentences } from '../sandbox/HackSentences.tsx';
import { EDITOR } from '../texts/editor.ts';
import { SANDBOX } from '../texts/sandbox.ts';
import '../sandbox/sandbox.css';

export function PresetTable() {
  const tested = useRewardEditor((state) => state.tested);
  const prompts = useStore((state) => state.prompts);
  if (!tested || tested.problems.some(({ severity }) => severity === 'error')) return null;
  if (tested.presets.length === 0) return <p className="hint">{SANDBOX.noPresets}</p>;
  const prompt = prompts.find(({ id }) => id === tested.promptId);
  const title = prompt ? SANDBOX.presetsOf(prompt.name) : SANDBOX.presets;
  return (
    <div className="preset-trials" tabIndex={0} role="region" aria-label={title}>
      <table>
        <caption>{title}</caption>
        <ColumnHeads names={[EDITOR.answer, EDITOR.after]} />
        <tbody>
          {tested.presets.map(({ name, value }) => (
            <tr key={name}>
              <th scope="row">{SANDBOX.nameOf(name)}</th>
              <td>{Number.isFinite(value) ? value.toFixed(3) : String(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <HackSentences hacks={hacksOf(tested.presets)} />
    </div>
  );
}
