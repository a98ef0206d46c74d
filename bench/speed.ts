// What: `npm run bench -- --speed`: how long a visitor waits for the policy: the first token of a prompt whose picture it has not seen
// (view, encoding, prefill, one token), and a group of 32 answers of 48 tokens. Medians over steps, the first one left out.
// At the highest temperature many answers go on to 48 tokens; rows that have ended stay in the batch, so the time is that of 48 tokens
// as soon as one does (the printed length is the mean).
import type { Config } from '../src/config/config.ts';
import { setLeaf } from '../src/config/setLeaf.ts';
import { BrowserEngine } from '../src/headless/browserEngine.ts';
import type { HostEvent } from '../src/headless/hostMessages.ts';
import type { StageName } from '../src/training/protocol.ts';
import type { BenchOptions } from './benchOptions.ts';
import { median } from './median.ts';

const WAITED_FOR: readonly StageName[] = ['1-image', '2-policy', '3-rollouts'];
const FIRST_TOKEN = { num_generations: '2', generation_batch_size: '2', max_completion_length: '1' };
const GROUP = { num_generations: '32', generation_batch_size: '32', max_completion_length: '48', temperature: '5' };

const milliseconds = (seconds: number): string => `${(1000 * seconds).toFixed(0)} ms`;

type Timing = Readonly<Record<StageName, number>>;

export async function benchSpeed({ modelFolder, config, steps }: BenchOptions): Promise<void> {
  let timings: Timing[] = [];
  let lengths: number[] = [];
  const onEvent = (event: HostEvent) => {
    if (event.type === 'error') console.error(event.message);
    if (event.type === 'device') console.log([event.description, ...event.notes].join('\n'));
    if (event.type !== 'stepDone') return;
    timings.push(event.secondsPerStage);
    lengths.push(event.point.metrics['completions/mean_length'] ?? 0);
  };
  const engine = await BrowserEngine.open({ modelFolder, onEvent });
  const timed = async (knobs: Readonly<Record<string, string>>) => {
    const own = Object.entries(knobs).reduce((made: Config, [name, text]) => setLeaf(made, name, text), config);
    [timings, lengths] = [[], []];
    await engine.carryOut({ type: 'configure', config: own }, { type: 'reset' }, { type: 'start', steps: steps + 1 });
    timings.shift();
  };
  try {
    // As many scenes as steps: each picture is new to the policy.
    const scenes = { source: 'pocket', skill: 'find', difficulty: 0.4, seed: 1, count: 2 * steps + 2, held: 0 };
    await engine.carryOut({ type: 'configure', config }, { type: 'load' }, { type: 'makeScenes', order: scenes });
    await timed(FIRST_TOKEN);
    const first = median(timings.map((timing) => WAITED_FOR.reduce((sum, stage) => sum + timing[stage], 0)));
    const parts = WAITED_FOR.map((stage) => `${stage} ${milliseconds(median(timings.map((timing) => timing[stage])))}`);
    console.log(
      `First token of a new picture's prompt: ${milliseconds(first)} (hoped for: ≤ 150 ms); ${parts.join(', ')}.`,
    );
    await timed(GROUP);
    const [group, tokens] = [median(timings.map((timing) => timing['3-rollouts'])), median(lengths)];
    console.log(`32 answers of ${tokens.toFixed(1)} tokens: ${group.toFixed(2)} s (hoped for: 48 tokens in ≤ 1.5 s).`);
  } finally {
    await engine.close();
  }
}
