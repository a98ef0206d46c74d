// What: says whose log is on the page, lets the visitor move through its steps, and closes it.
import { Button, Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { leaveRecording, seekRecording } from '../../store/recorded/playRecording.ts';
import { useRecording } from '../../store/recorded/shownRecording.ts';
import { useStore } from '../../store/store.ts';
import { LOG } from '../texts/log.ts';

export function LogBar() {
  const shown = useRecording((recording) => recording.shown);
  const at = useStore((page) => page.points.length);
  const step = useStore((page) => page.points.at(-1)?.step ?? 0);
  if (!shown?.log) return null;
  const { steps, log } = shown;
  const text = LOG.at(step, at, steps);
  return (
    <section className="offer recording" aria-label={LOG.label}>
      <strong className="badge">{LOG.badge(log.title)}</strong>
      {steps > 1 && (
        <Slider
          value={at}
          minValue={1}
          maxValue={steps}
          onChange={(value) => seekRecording(value)}
          className="react-aria-Slider seek"
          aria-label={LOG.step}
        >
          <SliderTrack>
            <SliderThumb aria-valuetext={text} />
          </SliderTrack>
        </Slider>
      )}
      <span className="seek-step">{text}</span>
      <Button onPress={leaveRecording}>{LOG.close}</Button>
      <p>{LOG.about(log.answers, log.files, log.hasScalars)}</p>
    </section>
  );
}
