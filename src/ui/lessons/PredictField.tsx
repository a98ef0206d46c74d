// What: asks for a prediction: one tap on a choice, a number, or a drawn curve.
import { useState } from 'react';
import { Button, Input, Label, NumberField } from 'react-aria-components';
import type { Prediction, PredictionValue } from '../../lessons/lesson.ts';
import { LESSON } from '../texts/lessons.ts';
import { CurveField } from './CurveField.tsx';
import { InLine } from './Markup.tsx';

interface Props {
  readonly prediction: Prediction;
  readonly onPredict: (value: PredictionValue) => void;
}

export function PredictField({ prediction, onPredict }: Props) {
  return (
    <div className="predict" role="group" aria-label={LESSON.predict}>
      <p className="ask">
        <InLine text={prediction.ask} />
      </p>
      {prediction.kind === 'choice' && (
        <div className="choices">
          {prediction.options.map(({ id, text }) => (
            <Button key={id} data-option={id} onPress={() => onPredict(id)}>
              <InLine text={text} />
            </Button>
          ))}
        </div>
      )}
      {prediction.kind === 'number' && <AskNumber {...prediction} onPredict={onPredict} />}
      {prediction.kind === 'curve' && <AskCurve {...prediction} onPredict={onPredict} />}
    </div>
  );
}

function AskNumber({ unit, min, max, onPredict }: Extract<Prediction, { kind: 'number' }> & Pick<Props, 'onPredict'>) {
  const [value, setValue] = useState(NaN);
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (Number.isFinite(value)) onPredict(value);
      }}
    >
      <NumberField
        value={value}
        onChange={setValue}
        minValue={min}
        maxValue={max}
        formatOptions={{ maximumFractionDigits: 6 }}
        className="field"
      >
        <Label className="hidden">{LESSON.number}</Label>
        <Input />
      </NumberField>
      <span>{unit}</span>
      <Button type="submit" className="primary">
        {LESSON.answer}
      </Button>
    </form>
  );
}

function AskCurve({ points, onPredict, ...asked }: Extract<Prediction, { kind: 'curve' }> & Pick<Props, 'onPredict'>) {
  const { min, max, unit } = asked;
  const [values, setValues] = useState<readonly number[]>(() => Array.from({ length: points }, () => (min + max) / 2));
  return (
    <>
      <CurveField values={values} min={min} max={max} unit={unit} onChange={setValues} />
      <p className="hint">{LESSON.curveHelp}</p>
      <Button className="primary" onPress={() => onPredict(values)}>
        {LESSON.answer}
      </Button>
    </>
  );
}
