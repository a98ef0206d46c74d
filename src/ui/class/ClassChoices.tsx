// What: what the learners expected, step by step of the lesson: each choice with how many took it, and who.
import type { Lesson, Prediction } from '../../lessons/lesson.ts';
import { choicesOf } from '../../store/class/classView.ts';
import type { Choices } from '../../store/class/classView.ts';
import type { Result } from '../../store/class/resultCode.ts';
import { InLine } from '../lessons/Markup.tsx';
import { CLASS } from '../texts/class.ts';

interface Props {
  readonly results: readonly Result[];
  readonly names: ReadonlyMap<Result, string>;
  readonly lesson: Lesson | undefined;
}

export function ClassChoices({ results, names, lesson }: Props) {
  const steps = choicesOf(results, lesson);
  if (steps.length === 0) return null;
  return (
    <div className="class-said">
      <h3>{CLASS.choices}</h3>
      {steps.map((choices) => (
        <div key={choices.step} className="class-asked">
          <h4>{choices.title}</h4>
          {choices.asked && (
            <p>
              <InLine text={choices.asked.ask} />
            </p>
          )}
          <Options choices={choices} names={names} all={results.length} />
          {choices.numbers.length > 0 && <p>{CLASS.numbers(choices.numbers)}</p>}
          {choices.drawn > 0 && <p>{CLASS.drawn(choices.drawn)}</p>}
        </div>
      ))}
    </div>
  );
}

interface OptionsProps {
  readonly choices: Choices;
  readonly names: Props['names'];
  readonly all: number;
}
function Options({ choices: { asked, options }, names, all }: OptionsProps) {
  if (options.length === 0) return null;
  return (
    <ul>
      {options.map(({ id, who }) => (
        <li key={id}>
          <progress value={who.length} max={all} aria-hidden="true" />
          <span>
            <InLine text={optionText(asked, id)} />
            {asked?.kind === 'choice' && asked.walk.right === id && <small> · {CLASS.cameTrue}</small>}
          </span>
          <strong>{CLASS.count(who.length, all)}</strong>
          <small>{CLASS.names(who.map((result) => names.get(result) ?? ''))}</small>
        </li>
      ))}
    </ul>
  );
}

const optionText = (asked: Prediction | null, id: string): string =>
  (asked?.kind === 'choice' ? asked.options.find((option) => option.id === id)?.text : undefined) ??
  CLASS.unknownOption(id);
