// What: links, files, the kept run and the recording as a visitor uses them, with an engine that only plays its part.
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePng } from '../../bench/makePng.ts';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';
import { toBase64url } from '../../src/store/container/base64url.ts';
import { encodeLink } from '../../src/store/link/encodeLink.ts';
import { emptyLink } from '../../src/store/link/linkState.ts';
import { writeRunFile } from '../../src/store/run/runFile.ts';
import { someRun } from '../store/someRun.ts';
import { installScriptedEngine } from './scriptedEngine.ts';
import { walkLog } from './logWalk.ts';
import { walkTrainers } from './trainersWalk.ts';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const LONG = 90_000;
let visitor: Visitor;

beforeAll(async () => {
  visitor = await newVisitor(4623);
  await visitor.page.addInitScript(installScriptedEngine, { stageMs: 4, version: PROTOCOL_VERSION });
}, LONG);
afterAll(() => visitor?.leave());

/** A new document: a hash alone would only be followed. */
async function visit(hash: string): Promise<void> {
  await visitor.page.goto('about:blank');
  await visitor.open(hash);
}
const hash = () => visitor.page.evaluate(() => location.hash);

test('a first visitor sees the recording at once, moves through it, and trains', { timeout: LONG }, async () => {
  const { page } = visitor;
  await visit('#');
  await page.waitForSelector('.recording >> text=Train your own');
  await visitor.untilStep(2, LONG);
  await expect.poll(() => page.locator('.recording').textContent()).toContain('Nothing is being trained now');
  await page.click('button.primary:has-text("Pause")');
  await page.locator('.seek input').focus();
  await page.keyboard.press('End');
  await visitor.untilStep(40, LONG);
  await visitor.shoot('recording');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForTimeout(300);
  await visitor.shoot('recording-phone');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.click('text=Train your own');
  await page.waitForFunction(() => !document.querySelector('.recording'));
  await visitor.untilStep(6, LONG);
  expect(await visitor.stepCount()).toBeLessThan(40);
  await page.click('button.primary:has-text("Pause")');
  await visitor.playable(LONG);
  await page.waitForTimeout(800);
});

test('the run is offered to the next visit, and goes on where it was', { timeout: LONG }, async () => {
  const { page } = visitor;
  const kept = await visitor.stepCount();
  await visit('#');
  await page.waitForSelector('.offer >> text=Continue it');
  await expect.poll(() => page.locator('.recording').count()).toBe(0);
  await visitor.shoot('offer');
  await visitor.playable(LONG);
  await page.click('text=Continue it');
  await visitor.untilStep(kept, LONG);
  expect(await visitor.stepCount()).toBe(kept);
  await page.click('text=One step');
  await visitor.untilStep(kept + 1, LONG);
});

test('an engine that dies: the run is offered again', { timeout: LONG }, async () => {
  const { page } = visitor;
  const before = await visitor.stepCount();
  await page.waitForTimeout(800);
  await page.evaluate(() => {
    type Dying = { scriptedWorker: { onerror: (error: { message: string }) => void } };
    (globalThis as unknown as Dying).scriptedWorker.onerror({ message: 'out of memory' });
  });
  await page.click('button.primary:has-text("Load the model")');
  await visitor.playable(LONG);
  await page.click('text=Continue it');
  await visitor.untilStep(before, LONG);
});

test(
  'a run file: saved with the runs beside it, opened elsewhere; a broken one costs a sentence and nothing else',
  { timeout: LONG },
  async () => {
    const { page } = visitor;
    const step = await visitor.stepCount();
    await page.click('.run-list button:has-text("Compare runs")');
    await page.click('.run-list button:has-text("Keep this run")');
    await page.getByRole('textbox', { name: /^Name of Run/ }).fill('the first of them');
    await page.keyboard.press('Enter');
    await page.click('.panel-buttons >> text=Share');
    const download = page.waitForEvent('download');
    await page.click('text=Save this run');
    const path = join(tmpdir(), 'share-test.rollscope');
    await (await download).saveAs(path);
    expect(readFileSync(path).subarray(0, 2)).toEqual(Buffer.of(0x1f, 0x8b));
    const broken = join(tmpdir(), 'broken.rollscope');
    writeFileSync(broken, readFileSync(path).subarray(0, 300));
    const chooser = () => page.locator('input[accept=".rollscope"]');
    await chooser().setInputFiles(broken);
    await page.waitForSelector(
      '[role=alert] >> text=/“broken.rollscope” cannot be opened: .*current run is unchanged/',
    );
    expect(await visitor.stepCount()).toBe(step);
    await visit('#recipe=grpo');
    await visitor.playable(LONG);
    await page.click('.panel-buttons >> text=Share');
    await chooser().setInputFiles(path);
    await visitor.untilStep(step, LONG);
    expect(await visitor.stepCount()).toBe(step);
    // The run that stood beside it came along.
    await page.click('.drawer >> text=Close');
    await page.click('.run-list button:has-text("Compare runs")');
    await page.getByRole('textbox', { name: 'Name of the first of them' }).waitFor();
    await page.getByRole('button', { name: 'Delete the first of them' }).click();
  },
);

test('a folder for each trainer; the log of one is dropped and has its curve', { timeout: LONG }, async () => {
  await visit('#recipe=grpo');
  await visitor.playable(LONG);
  await walkTrainers(visitor);
});

test('a log of answers stands in the place of a run, and gives it back', { timeout: LONG }, async () => {
  await walkLog(visitor, LONG);
});

test('settings are written behind #, back undoes them, a pasted hash is followed', { timeout: LONG }, async () => {
  const { page } = visitor;
  await visit('#seed=5');
  await visitor.playable(LONG);
  await page.evaluate(() => (location.hash = 'seed=5&learning_rate=0.003'));
  await page.click('.panel-buttons >> text=Settings');
  await page.waitForFunction(
    () => (document.querySelector('#knob-learning_rate') as HTMLInputElement)?.value === '0.003',
  );
  await page.locator('#knob-learning_rate').fill('0.004');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash.includes('learning_rate=0.004'));
  await expect.poll(() => hash()).toContain('panel=settings');
  await page.goBack();
  await page.waitForFunction(
    () => (document.querySelector('#knob-learning_rate') as HTMLInputElement)?.value === '0.003',
  );
  await expect.poll(() => hash()).toContain('learning_rate=0.003');
});

test(
  'a link with an own picture opens with its box in a fresh page; a class link hides and locks',
  { timeout: LONG },
  async () => {
    const { page } = visitor;
    await visit('#seed=7');
    await visitor.playable(LONG);
    const picture = makePng(640, [255, 255, 255], [{ box: [0.25, 0.25, 0.75, 0.75], colour: [220, 40, 40] }]);
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'mine.png', mimeType: 'image/png', buffer: picture });
    await page.waitForSelector('img[alt="mine.png"]');
    await page.getByRole('textbox', { name: 'Question' }).fill('where is the red square?');
    await page.click('.panel-buttons >> text=Share');
    await page.click('text=For a class');
    await page.locator('label:has([aria-label="Hide: Nine stages"])').click();
    await page.locator('label:has([aria-label="Lock: Settings"])').click();
    await page.waitForFunction(() => {
      const { value } = document.querySelector<HTMLInputElement>('.address input')!;
      return value.includes('hide=pipeline') && value.includes('lock=settings') && value.includes('z=');
    });
    await page.waitForTimeout(600);
    await visitor.shoot('share-panel');
    const address = await page.locator('.address input').inputValue();
    expect(address.length).toBeLessThan(16_500);
    await visit(new URL(address).hash);
    await page.waitForSelector('img[alt="mine.png"]');
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Question' }).inputValue())
      .toBe('where is the red square?');
    await expect.poll(() => page.locator('.stages').count()).toBe(0);
    await visitor.playable(LONG);
  },
);

test('rewards of a link are asked for; what is refused is not sent', { timeout: LONG }, async () => {
  const { page } = visitor;
  const rewards = [{ name: 'mine', wgsl: '// Reward: mine\nfn mine() {}' }];
  await visit(`#${await encodeLink({ ...emptyLink(), rewards })}`);
  await page.waitForSelector('[role=alertdialog] >> text=contains its own reward');
  await page.waitForTimeout(300);
  await visitor.shoot('reward-question');
  await page.click('text=Leave them out');
  await page.waitForSelector('[role=alert] >> text=were left out');
});

test(
  'a run file full of markup: shown as text, nothing of it runs; its rewards wait for the answer',
  { timeout: LONG },
  async () => {
    const { page } = visitor;
    const markup = (what: string) => `<img src=x onerror="hacked='${what}'"><script>hacked='${what}'</script>`;
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8" onload="hacked=1"><script>hacked=1</script><rect width="8" height="8"/></svg>'); // prettier-ignore
    const run = someRun();
    const [prompt] = run.prompts;
    const [group] = run.groups;
    const texts = {
      name: markup('name'),
      question: markup('question'),
      answer: markup('answer'),
      labels: [markup('label')],
    };
    const image = { name: markup('picture'), type: 'image/svg+xml', bytes: svg };
    const token = { text: markup('token'), logProb: -1, entropy: 0.5 };
    const rollout = {
      ...group!.rollouts[0]!,
      text: markup('text'),
      tokens: [token],
      rewards: { [markup('reward')]: 1 },
    };
    const config = { ...run.checkpoint.config, recipe: markup('recipe') };
    const history = [{ step: 35, metrics: { reward: 0.5, [markup('metric')]: 1 } }];
    const hostile = {
      ...run,
      model: markup('model'),
      checkpoint: { ...run.checkpoint, config, history },
      prompts: [{ ...prompt!, ...texts, images: [image] }],
      rewards: [{ name: 'mine', wgsl: `// Reward: mine\n// ${markup('wgsl')}` }],
      groups: [{ ...group!, rollouts: [rollout] }],
      compared: [{ ...run.compared[0]!, name: markup('compared').slice(0, 60) }],
    };
    const path = join(tmpdir(), `${'<b>file'}.rollscope`);
    writeFileSync(path, Buffer.from(await (await writeRunFile(hostile)).arrayBuffer()));
    await visit('#recipe=grpo');
    await visitor.playable(LONG);
    await page.evaluate(() => {
      type Spied = { postMessage: (message: unknown) => void };
      const scope = globalThis as unknown as { scriptedWorker: Spied; sent: string[] };
      const post = scope.scriptedWorker.postMessage.bind(scope.scriptedWorker);
      scope.sent = [];
      scope.scriptedWorker.postMessage = (message) => {
        scope.sent.push(JSON.stringify(message));
        post(message);
      };
    });
    const sent = () => page.evaluate(() => (globalThis as unknown as { sent: string[] }).sent.join('\n'));
    await page.click('.panel-buttons >> text=Share');
    await page.locator('input[accept=".rollscope"]').setInputFiles(path);
    await page.waitForSelector('[role=alertdialog] >> text=contains its own reward');
    expect(await sent()).not.toContain('Reward: mine');
    await page.getByRole('button', { name: 'Use them' }).click();
    await visitor.untilStep(35, LONG);
    expect(await sent()).toContain('Reward: mine');
    await page.click('.drawer >> text=Close');
    await expect.poll(() => page.getByRole('textbox', { name: 'Question' }).inputValue()).toBe(markup('question'));
    await expect.poll(() => page.locator('.stages').textContent()).not.toContain('NaN');
    await page.click('.run-list button:has-text("Compare runs")');
    await page.waitForTimeout(300);
    await visitor.shoot('hostile-run');
    const found = await page.evaluate(() => ({
      hacked: 'hacked' in globalThis,
      images: [...document.images].filter((one) => !/^(blob:|http:\/\/[^/]+\/)/.test(one.src) || /\/x$/.test(one.src))
        .length,
      scripts: [...document.scripts].filter(({ src }) => src === '').length,
      handlers: document.querySelectorAll('[onerror], [onload], b > file').length,
    }));
    expect(found).toEqual({ hacked: false, images: 0, scripts: 0, handlers: 0 });
  },
);

test('a broken and a hostile hash cost a sentence, and the page is as usual', { timeout: LONG }, async () => {
  const { page } = visitor;
  for (const wrong of ['#learnin_rate=1', `#z=${toBase64url(new Uint8Array(2000).fill(7))}`, '#seed=%E0%A4%A']) {
    await visit(wrong);
    await page.waitForSelector('[role=alert] >> text=The link cannot be used');
    await visitor.playable(LONG);
  }
});

test('a reward that the page does not have is named, and the rest of the link holds', { timeout: LONG }, async () => {
  const { page } = visitor;
  await visit('#reward_funcs=boxIou,boxIuo&seed=9&panel=settings');
  await page.waitForSelector('[role=alert] >> text=There is no reward “boxIuo” here; did you mean “boxIou”?');
  await visitor.playable(LONG);
  const cards = page.locator('[aria-label="Blocks in reward_funcs"] > li h4');
  await expect.poll(() => cards.allTextContents()).toEqual(['boxIou']);
  await expect.poll(() => page.locator('#knob-seed').inputValue()).toBe('9');
  await expect.poll(() => page.locator('[role=alert] >> text=boxIuo').count()).toBe(1);
});

test('no console error, and no request left the page', () => expect(visitor.complaints).toEqual([]));
