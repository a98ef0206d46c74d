// What: the run on the page as a code for the teacher: text and QR, with a name if the learner types one, and what it tells.
import { useMemo, useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { evaluate } from '../../store/actions.ts';
import { encodeResult, MAX_NAME, MAX_POINTS } from '../../store/class/resultCode.ts';
import type { Result } from '../../store/class/resultCode.ts';
import { runResult } from '../../store/class/runResult.ts';
import { useLesson } from '../../store/lessons/lessonState.ts';
import { useStore } from '../../store/store.ts';
import { shortNumber } from '../shortNumber.ts';
import { CLASS } from '../texts/class.ts';
import { CopyRow } from './CopyRow.tsx';
import { QrCode } from './QrCode.tsx';
import './myResult.css';

export function MyResult() {
  const [name, setName] = useState('');
  const points = useStore((page) => page.points);
  const evaluations = useStore((page) => page.evaluations);
  const predictions = useLesson((lesson) => lesson.predictions);
  // What a result speaks about changes with these.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const result = useMemo(() => runResult(name), [name, points, evaluations, predictions]);
  return (
    <>
      <p className="hint">{CLASS.resultHint}</p>
      {result ? <Code result={result} name={name} onName={setName} /> : <p>{CLASS.noRun}</p>}
    </>
  );
}

interface Props {
  readonly result: Result;
  readonly name: string;
  readonly onName: (name: string) => void;
}

function Code({ result, name, onName }: Props) {
  const code = useMemo(() => encodeResult(result), [result]);
  return (
    <div className="my-result">
      <TextField value={name} onChange={onName} maxLength={MAX_NAME} className="copy-text" autoComplete="off">
        <Label>{CLASS.name}</Label>
        <Input />
      </TextField>
      <p>{told(result)}</p>
      <CopyRow label={CLASS.code} text={code} long />
      <QrCode text={code} label={CLASS.codeQr} tooLong={CLASS.qrTooLong} />
      <AskGreedy result={result} />
    </div>
  );
}

const told = ({ steps, metric, curve, predictions, before, after }: Result) =>
  [
    CLASS.tells(steps, metric, Math.min(MAX_POINTS, curve.length)),
    predictions.length > 0 ? CLASS.tellsPredictions(predictions.length) : '',
    before !== null && after !== null ? CLASS.tellsGreedy(shortNumber(before), shortNumber(after)) : '',
  ].join('');

/** The greedy answers after the run are asked for only on request: they take a moment. */
function AskGreedy({ result: { steps, recorded } }: { readonly result: Result }) {
  const idle = useStore(({ state }) => state === 'ready' || state === 'paused');
  const asked = useStore(({ evaluations }) => evaluations['after']?.step === steps);
  if (recorded || asked) return null;
  return (
    <>
      <Button isDisabled={!idle} onPress={() => void evaluate()}>
        {CLASS.ask}
      </Button>
      <p className="hint">{CLASS.askHelp}</p>
    </>
  );
}
