// What: VRAG-RL through our rewards: searchFormat over the completion, verdict over the judge's reply, retrievalNdcg over the pages that came
// back, which become an information block; closed by the composition gate.
// Formula: none of its own; the judge is asked where the gate is open.
import type { GoldenAdapter } from '../adapter.ts';
import { gatedTotal } from '../gatedTotal.ts';
import { scored, verdictOf } from '../shownAnswer.ts';

interface Searched {
  readonly completion: string;
  readonly judge_reply: string;
  readonly retrieved: readonly string[];
  readonly document: string;
  readonly reference_pages: readonly (number | string)[];
}
interface Ranked {
  readonly ranked: readonly string[];
  readonly relevant: readonly string[];
}

const WEIGHTS = { answer: 0.7, format: 0.1, ndcg: 0.2 };
const JUDGE_BLOCK = 3;

export const adapter: GoldenAdapter<Searched | Ranked> = {
  system: 'VRAG-RL',
  async run(input, { compute }) {
    const ndcgOf = async (pages: readonly string[], wanted: readonly string[]) => {
      const text = `<information>${pages.join('\n')}</information>`;
      return (await scored(compute, text, [{ name: 'retrievalNdcg' }], { truth: { facts: wanted } })).sum;
    };
    if ('ranked' in input) return { ndcg: await ndcgOf(input.ranked, input.relevant) };
    const { completion, judge_reply, retrieved, document, reference_pages } = input;
    const name = document.split('.pdf')[0]!;
    const ndcg = await ndcgOf(retrieved, reference_pages.map((page) => `${name}_${page}`)); // prettier-ignore
    const format = (await scored(compute, completion, [{ name: 'searchFormat' }])).sum;
    const answer = (await verdictOf(compute, judge_reply, JUDGE_BLOCK)) ?? 0;
    const columns = {
      answer: { value: answer, weight: WEIGHTS.answer },
      format: { value: format, weight: WEIGHTS.format },
      ndcg: { value: ndcg, weight: WEIGHTS.ndcg },
    };
    const { total } = gatedTotal(compute, columns, { by: 'format', least: 1 });
    return { reward: total, ndcg, judge_calls: format };
  },
};
