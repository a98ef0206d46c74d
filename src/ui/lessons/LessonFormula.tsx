// What: the formula of a step, set as mathematics, its letters with the numbers of the run as in the panel of the stage.
import { useMemo } from 'react';
import type { LessonFormula as Formula } from '../../lessons/lesson.ts';
import { useStore } from '../../store/store.ts';
import { linesOf } from '../formulas/formulaLines.ts';
import { Formulas } from '../formulas/StageFormulas.tsx';

export function LessonFormula({ formula: { stage, text } }: { readonly formula: Formula }) {
  const config = useStore((page) => page.config);
  const reports = useStore((page) => page.stages);
  const point = useStore((page) => page.points.at(-1));
  const trainable = useStore(({ model }) => model?.trainable ?? 0);
  const lines = useMemo(() => linesOf(text).map((line) => ({ text: line, as: '' })), [text]);
  return <Formulas stage={stage} facts={{ config, reports, point, trainable }} lines={lines} />;
}
