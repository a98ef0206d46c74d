// What: float64 twin of boxColour.wgsl: every pixel of the picture is asked whether its centre lies in the box.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const [box] = rollout.boxes();
  if (!box || !rollout.hasPicture()) return 0;
  const wanted = ['red', 'green', 'blue'].map(rollout.knob);
  const side = rollout.pictureSide();
  let [inside, alike] = [0, 0];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      // In pixels and float32, as the shader has them: a centre on the edge must fall to the same side.
      const [x0, y0, x1, y1] = box.map((edge) => Math.fround(Math.fround(edge) * side));
      if (x + 0.5 < x0! || x + 0.5 >= x1! || y + 0.5 < y0! || y + 0.5 >= y1!) continue;
      inside++;
      const gap = rollout.pixel(x, y).map((colour, k) => colour - wanted[k]!);
      if (Math.hypot(...gap) <= rollout.knob('tolerance')) alike++;
    }
  }
  return inside === 0 ? 0 : alike / inside;
});
