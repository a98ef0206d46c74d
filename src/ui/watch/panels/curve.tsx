// What: panel "curve": what the metrics mean whose curves stand below every panel.
import { aboutMetric } from '../parts/MiniCurves.tsx';
import type { WatchProps } from '../panelFiles.ts';

export function Panel({ metrics, config }: WatchProps) {
  const told = metrics
    .map((metric) => [metric, aboutMetric(config, metric)] as const)
    .filter(([, about]) => about !== '');
  return (
    <>
      {told.map(([metric, about]) => (
        <p key={metric} className="watch-counts">
          {about}
        </p>
      ))}
    </>
  );
}
