// What: what the learner expects, said back while it is put to the test; a drawn curve with the one that the run makes.
import type { Prediction, PredictionValue } from '../../lessons/lesson.ts';
import { say, series } from '../../lessons/numbers.ts';
import { useLesson } from '../../store/lessons/lessonState.ts';
import { useStore } from '../../store/store.ts';
import { LESSON } from '../texts/lessons.ts';
import { CurveField } from './CurveField.tsx';
import { InLine } from './Markup.tsx';

export function YourPrediction({ asked, value }: { readonly asked: Prediction; readonly value: PredictionValue }) {
  const from = useLesson((state) => state.from);
  const points = useStore((page) => page.points);
  if (asked.kind === 'curve') {
    const { min, max, unit, metric } = asked;
    const made = series(
      points.filter(({ step }) => step > from),
      metric,
    );
    return <CurveField values={value as readonly number[]} min={min} max={max} unit={unit} made={made} />;
  }
  const text =
    asked.kind === 'choice'
      ? (asked.options.find(({ id }) => id === value)?.text ?? '')
      : LESSON.pointValue(say(value as number), asked.unit);
  return (
    <p className="yours">
      <InLine text={LESSON.yourAnswer(text)} />
    </p>
  );
}
