// What: the advantage estimators by name (advantage_estimator). A new one is one file in estimators/.
import type { Estimator } from './types.ts';

const files = import.meta.glob<Estimator>('./estimators/*.ts', { eager: true, import: 'estimator' });

export const ESTIMATORS: ReadonlyMap<string, Estimator> = new Map(
  Object.values(files).map((estimator) => [estimator.name, estimator]),
);

export function estimatorOf(name: string): Estimator {
  const found = ESTIMATORS.get(name);
  if (!found) {
    throw new Error(`There is no advantage estimator “${name}”; use one of ${[...ESTIMATORS.keys()].join(', ')}.`);
  }
  return found;
}
