// What: the columns of `terms` and `sums`, read from shaders/6-loss/columns.wgsl, so that they exist once.
const files = import.meta.glob<string>('../../shaders/6-loss/columns.wgsl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const [text] = Object.values(files) as [string];

/** By name in camelCase; `count` is how many there are. */
const columns = (prefix: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...text.matchAll(new RegExp(`^const ${prefix}_(\\w+) = (\\d+)u;$`, 'gm'))].map(([, name, value]) => [
      name!.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      Number(value),
    ]),
  );

function column(table: Readonly<Record<string, number>>, name: string): number {
  const found = table[name];
  if (found === undefined) throw new Error(`shaders/6-loss/columns.wgsl has no column '${name}'.`);
  return found;
}

const termColumns = columns('TERM');
const sumColumns = columns('SUM');

/** Of a token: what the loss kernels write. */
export const TERM = {
  loss: column(termColumns, 'loss'),
  ratioSlope: column(termColumns, 'ratioSlope'),
  logProbSlope: column(termColumns, 'logProbSlope'),
  kl: column(termColumns, 'kl'),
  low: column(termColumns, 'low'),
  high: column(termColumns, 'high'),
} as const;
export const TERM_COUNT = column(termColumns, 'count');

/** Of a completion: what tokenCoefficients writes for the metrics. */
export const SUM = {
  loss: column(sumColumns, 'loss'),
  kl: column(sumColumns, 'kl'),
  entropy: column(sumColumns, 'entropy'),
  low: column(sumColumns, 'low'),
  high: column(sumColumns, 'high'),
  policyEntropy: column(sumColumns, 'policyEntropy'),
} as const;
export const SUM_COUNT = column(sumColumns, 'count');
