// What: float64 twin of sapoLoss.wgsl.
import { tokenReference } from './terms.ref.ts';

export const reference = tokenReference(({ ratio, advantage }, { temperaturePos, temperatureNeg }) => {
  const temperature = advantage > 0 ? temperaturePos! : temperatureNeg!;
  const gate = 1 / (1 + Math.exp(-Math.min(temperature * (ratio - 1), 80)));
  return {
    loss: ((-advantage * 4) / temperature) * gate,
    ratioSlope: -advantage * 4 * gate * (1 - gate) * ratio,
  };
});
