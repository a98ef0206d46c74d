// What: the greedy answer to the prompt before training and at the latest question, with its rewards.
import { useShown } from '../../store/access.ts';
import { useStore } from '../../store/store.ts';
import { Term } from '../glossary/Term.tsx';
import { GROUP } from '../texts/group.ts';

export function BestAnswers({ promptId }: { readonly promptId: string | null }) {
  const evaluations = useStore((state) => state.evaluations);
  const shown = useShown('best');
  const answers = ['before', 'after'].flatMap((tag) => {
    const evaluation = evaluations[tag];
    const result = evaluation?.results.find((other) => other.promptId === promptId);
    return evaluation && result ? [{ step: evaluation.step, ...result }] : [];
  });
  if (!shown || answers.length === 0) return null;
  return (
    <div className="best" data-lesson-target="best" role="status">
      <h3>
        <Term id="greedyAnswer">{GROUP.best}</Term>
      </h3>
      <dl>
        {answers.map(({ step, text, rewards }) => (
          <div key={step}>
            <dt>{GROUP.afterStep(step)}</dt>
            <dd>
              <code>{text}</code>
              <small>
                {Object.entries(rewards)
                  .map(([name, value]) => `${name} ${value.toFixed(2)}`)
                  .join(' · ')}
              </small>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
