// What: says that a recording is playing, lets the visitor move through it, and goes over to a run of their own.
import { Button, Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { FIRST_LESSON, openLesson } from '../../store/lessons/openLesson.ts';
import { seekRecording, trainOwn } from '../../store/recorded/playRecording.ts';
import { useRecording } from '../../store/recorded/shownRecording.ts';
import { useStore } from '../../store/store.ts';
import { SHARE } from '../texts/share.ts';
import { SHELL } from '../texts/shell.ts';

export function RecordingBar() {
  const shown = useRecording((recording) => recording.shown);
  const step = useStore((page) => page.points.at(-1)?.step ?? 0);
  if (!shown || shown.log) return null;
  const { steps, model, device } = shown;
  return (
    <section className="offer recording" aria-label={SHARE.recordingLabel}>
      <strong className="badge">{SHARE.recording}</strong>
      <Slider
        value={step}
        minValue={0}
        maxValue={steps}
        onChange={(value) => seekRecording(value)}
        className="react-aria-Slider seek"
        aria-label={SHARE.recordingStep}
      >
        <SliderTrack>
          <SliderThumb />
        </SliderTrack>
      </Slider>
      <span className="seek-step">
        {step} / {steps}
      </span>
      <Button className="primary" onPress={trainOwn}>
        {SHARE.trainOwn}
      </Button>
      <Button className="open-lesson" onPress={() => void openLesson(FIRST_LESSON, 'start')}>
        {SHELL.firstVisit.lesson}
      </Button>
      <p>{SHARE.recordingText(steps, model, device)}</p>
    </section>
  );
}
