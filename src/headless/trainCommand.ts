// What: `npm run train`: the headless twin. Same worker, same picture decoding, same ORT build as the page.
// Evaluates, trains, evaluates; --help lists the options.
import { setLeaf } from '../config/setLeaf.ts';
import type { Evaluation } from '../training/protocol.ts';
import { ArgumentError, HELP, parseArguments } from './arguments.ts';
import type { TrainArguments } from './arguments.ts';
import { blindRewards } from './blindRewards.ts';
import { BrowserEngine } from './browserEngine.ts';
import type { HostEvent, HostPrompt } from './hostMessages.ts';
import { SetUpError } from './project.mjs';
import { Recorder } from './recorder.ts';
import { TokenFolder } from './tokenFolder.ts';
import { readPrompts } from './readPrompts.ts';
import { answerLines, JsonLines, progressLine } from './report.ts';

const LOCAL_MODEL = 'local-model/';

/** Follows a run and remembers what its end needs. */
class RunLog {
  readonly evaluations = new Map<string, readonly Evaluation[]>();
  readonly refused: string[] = [];
  done = 0;
  private startedAt = 0;

  constructor(
    private readonly steps: number,
    private readonly lines: JsonLines,
    private readonly say: (line: string) => void,
  ) {}

  begin(): void {
    this.startedAt = performance.now();
  }

  receive(event: HostEvent): void {
    if (event.type === 'device') for (const line of [event.description, ...event.notes]) this.say(line);
    if (event.type === 'evaluated') this.evaluations.set(event.tag, event.results);
    if (event.type === 'error') {
      console.error(event.message);
      this.refused.push(event.message);
    }
    if (event.type !== 'stepDone') return;
    this.done += 1;
    this.lines.step(event.point, event.secondsPerStage);
    this.say(progressLine(event.point, this.steps, this.done, (performance.now() - this.startedAt) / 1000));
  }
}

async function run(engine: BrowserEngine, args: TrainArguments, prompts: readonly HostPrompt[], log: RunLog) {
  const config = args.modelFolder === null ? args.config : setLeaf(args.config, 'model', LOCAL_MODEL);
  if (!(await engine.send({ type: 'configure', config }))) return 2;
  const { scenes } = args;
  const given = await engine.send(scenes ? { type: 'makeScenes', order: scenes } : { type: 'setPrompts', prompts });
  if (!given && (scenes || log.refused.length >= prompts.length)) return 2;
  if (!(await engine.send({ type: 'load' }))) return 1;
  if (!(await engine.send({ type: 'evaluate', tag: 'before' }))) return 1;
  log.begin();
  if (args.steps > 0 && !(await engine.send({ type: 'start', steps: args.steps }))) return 1;
  if (!(await engine.send({ type: 'evaluate', tag: 'after' }))) return 1;
  return log.done === args.steps ? 0 : 1;
}

async function main(): Promise<number> {
  const args = parseArguments(process.argv.slice(2));
  if (args === null) {
    console.log(HELP);
    return 0;
  }
  const prompts = await readPrompts(args);
  const truths = prompts.map(({ truth }) => truth);
  for (const sentence of blindRewards(args.config, truths)) console.error(sentence);
  const lines = new JsonLines(args.json);
  const say = args.json === '-' ? console.error : console.log;
  const log = new RunLog(args.steps, lines, say);
  const recorder = new Recorder();
  const tokens = args.tokens === null ? null : new TokenFolder(args.tokens, args.config.recipe);
  const onEvent = (event: HostEvent) => {
    log.receive(event);
    if (args.record !== null) recorder.receive(event);
    tokens?.receive(event);
  };
  const engine = await BrowserEngine.open({ modelFolder: args.modelFolder, onEvent });
  process.once('SIGINT', () => void engine.close().finally(() => process.exit(130)));
  try {
    const code = await run(engine, args, prompts, log);
    const [before, after] = ['before', 'after'].map((tag) => log.evaluations.get(tag));
    if (before && after) {
      for (const line of [...answerLines('before', before), ...answerLines('after', after)]) say(line);
      lines.last(before, after);
    }
    if (args.record !== null && code === 0) {
      const bytes = await recorder.write(args.record, prompts);
      say(`${args.record}: ${(bytes / 1000).toFixed(0)} kB`);
    }
    return code;
  } finally {
    lines.close();
    await engine.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const known = error instanceof ArgumentError || error instanceof SetUpError;
  console.error(known || error instanceof Error ? error.message : error);
  process.exitCode = error instanceof ArgumentError ? 2 : 1;
}
