// What: the history as a file.
import { toCsv } from '../9-curves/files.ts';
import type { StepMetrics } from '../training/protocol.ts';

export function downloadCsv(points: readonly StepMetrics[]): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([toCsv(points)], { type: 'text/csv' }));
  link.download = 'rollscope.csv';
  link.click();
  URL.revokeObjectURL(link.href);
}
