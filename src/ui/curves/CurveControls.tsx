// What: smoothing, log scale and the range of steps, for all charts at once.
import { Button, Label, Slider, SliderOutput, SliderThumb, SliderTrack, Switch } from 'react-aria-components';
import { chooseLog, chooseSmoothing, MAX_SMOOTHING, zoomTo } from '../../store/curves/curveView.ts';
import type { CurveView, StepRange } from '../../store/curves/curveView.ts';
import { CURVES } from '../texts/curves.ts';

interface Props {
  readonly steps: StepRange;
  readonly view: CurveView;
}

export function CurveControls({ steps, view: { smoothing, log, range } }: Props) {
  const [first, last] = steps;
  const [from, to] = range ?? steps;
  return (
    <div className="curve-controls" role="group" aria-label={CURVES.controls}>
      <Slider value={smoothing} maxValue={MAX_SMOOTHING} step={0.01} onChange={chooseSmoothing}>
        <Label>{CURVES.smoothing}</Label>
        <SliderTrack>
          <SliderThumb />
        </SliderTrack>
        <SliderOutput>{smoothing.toFixed(2)}</SliderOutput>
      </Slider>
      <Switch isSelected={log} onChange={chooseLog}>
        <span className="track" aria-hidden="true" /> {CURVES.log}
      </Switch>
      {last - first > 1 && (
        <Slider
          className="react-aria-Slider zoom"
          value={[Math.max(first, from), Math.min(last, to)]}
          minValue={first}
          maxValue={last}
          onChange={([a, b]) => zoomTo(a === first && b === last ? null : [a!, b!])}
        >
          <Label>{CURVES.zoom}</Label>
          <SliderTrack>
            <SliderThumb index={0} aria-label={CURVES.zoomFrom} />
            <SliderThumb index={1} aria-label={CURVES.zoomTo} />
          </SliderTrack>
          <SliderOutput>{CURVES.zoomed(from, to)}</SliderOutput>
        </Slider>
      )}
      {range && (
        <Button className="quiet" onPress={() => zoomTo(null)}>
          {CURVES.all}
        </Button>
      )}
    </div>
  );
}
