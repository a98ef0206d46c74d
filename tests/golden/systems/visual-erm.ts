// What: Visual-ERM through our rewards: severitySum over the judge's replies, which the case gives, as the rendering; renderedScore over the
// completion; the program by the kernel foundCode.
// Formula: none of its own; a reply that cannot be read is asked for again once.
import type { Compute } from '../../../src/gpu/compute.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { scored } from '../shownAnswer.ts';

interface Input {
  readonly completion: string;
  readonly judge_replies: readonly (string | null)[];
  readonly renders: boolean;
  readonly blank_canvas: boolean;
  readonly task: string;
}

/** Tasks that there is a question to the judge for. */
const TASKS = ['icon2svg', 'chart2code'];
const TRIES = 2;
/** What renderedScore takes for a reply that cannot be read, and for a judge who cannot be asked. */
const UNREAD = -1;
const UNASKED = -2;

const LANGUAGES = [null, 'python', 'svg'];

async function codeOf(compute: Compute, text: string) {
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(4 * Math.ceil((bytes.length + 1) / 4));
  padded.set(bytes);
  const { ranges } = await compute.run('4-rewards/foundCode', {
    params: { rollouts: 1, bytesPerRollout: padded.length },
    inputs: {
      completionBytes: new Uint32Array(padded.buffer),
      truth: new Uint32Array(1),
      lengths: Uint32Array.of(bytes.length),
    },
    outputs: { ranges: 4 },
    dispatch: { invocations: 1 },
  });
  const [first, length, language, unclosed] = [...(await ranges!.read())] as [number, number, number, number];
  const code = new TextDecoder().decode(bytes.subarray(first, first + length));
  return { language: LANGUAGES[language], code: language === 0 ? null : code + (unclosed ? '</svg>' : '') };
}

async function severityOf(compute: Compute, { task, judge_replies: replies }: Input): Promise<number> {
  if (!TASKS.some((name) => task.includes(name))) return UNASKED;
  for (const reply of replies.slice(0, TRIES)) {
    const { values } = await scored(compute, reply ?? '', [{ name: 'severitySum' }]);
    if (values[0] !== null) return values[0]!;
  }
  return UNREAD;
}

export const adapter: GoldenAdapter<Input> = {
  system: 'Visual-ERM',
  tolerance: 1e-6,
  async run(input, { compute }) {
    const signals = {
      'render/ok': input.renders ? 1 : 0,
      'render/blank': input.blank_canvas ? 1 : 0,
      'judge/severity': await severityOf(compute, input),
    };
    const { sum } = await scored(compute, input.completion, [{ name: 'renderedScore' }], { signals });
    return { reward: sum, ...(await codeOf(compute, input.completion)) };
  },
};
