// What: back through the steps that were kept, and live again.
import { Button, Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { goLive, goToStep } from '../../store/group/groupView.ts';
import type { Shown } from '../../store/group/groupView.ts';
import { useKeptSteps } from '../../store/group/keptSteps.ts';
import { GROUP } from '../texts/group.ts';

export function StepScrubber({ shown: { step, live } }: { readonly shown: Shown }) {
  const steps = useKeptSteps((kept) => kept.steps);
  if (steps.length < 2) return null;
  const last = steps.length - 1;
  const found = live ? last : steps.findIndex((kept) => kept.step === step);
  const go = (index: number) => (index >= last ? goLive() : goToStep(steps[index]!.step));
  const text = `${steps[Math.max(0, found)]!.step}`;
  return (
    <div className="scrubber" data-lesson-target="scrubber" title={GROUP.kept(steps.length)}>
      <Slider value={Math.max(0, found)} maxValue={last} onChange={(value) => go(value)}>
        <Label>{GROUP.step}</Label>
        <SliderTrack>
          <SliderThumb aria-label={GROUP.steps} aria-valuetext={text} />
        </SliderTrack>
        <SliderOutput>{text}</SliderOutput>
      </Slider>
      <Button className={live ? 'live on' : 'live'} onPress={goLive} isDisabled={live}>
        <span aria-hidden="true">●</span> {GROUP.live}
      </Button>
    </div>
  );
}
