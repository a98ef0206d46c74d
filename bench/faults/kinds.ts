// What: the faults that happen to a page: each is done to a run at a random moment, and tells what was lost and said, and whether it went on.
import type { BrowserContext } from 'playwright-core';
import type { FaultPage } from './faultPage.ts';
import { keptStepOf } from './keptSteps.ts';
import type { World } from './world.ts';

export interface Outcome {
  /** Finished steps that were gone. */
  readonly lost: number;
  /** What the page said; '' = there is nothing to say. */
  readonly sentence: string;
  readonly resumed: boolean;
  /** Console errors, numbers of another run, anything twice. */
  readonly wrong: readonly string[];
}

export interface FaultKind {
  readonly name: string;
  /** The page goes while a step may be on its way to the disk. */
  readonly closesTab?: boolean;
  run(world: World): Promise<Outcome>;
}

/** Steps that a run must go on for. */
const FURTHER = 2;
const HOUR = 3_600_000;

/** The page of all faults, in a run that has come to a random moment. */
async function inRun(world: World): Promise<{ readonly page: FaultPage; readonly prompts: number }> {
  const page = await world.shared();
  const prompts = await page.prompts();
  await caught(world, page);
  return { page, prompts };
}

async function caught(world: World, page: FaultPage): Promise<void> {
  const reached = page.arm(world.moment());
  await page.play();
  await reached;
}

/** Two more steps, and everything that is to be as if nothing had happened. `from`: the step that the numbers go on from. */
async function goesOn(
  world: World,
  page: FaultPage,
  from: number,
  prompts: number,
): Promise<Pick<Outcome, 'resumed' | 'wrong'>> {
  const start = await page.shown();
  if ((await page.page.locator('button.primary:has-text("Pause")').count()) === 0) await page.play();
  await page.untilStep(start + FURTHER);
  await page.pause();
  const all = await page.steps();
  const since = all.findLastIndex(({ step }) => step <= from);
  const wrong = [...page.complaints, ...world.differences(all.slice(since + 1), from)];
  const now = await page.prompts();
  if (now !== prompts) wrong.push(`${now} prompts instead of ${prompts}`);
  return { resumed: (await page.shown()) >= start + FURTHER, wrong };
}

/** An offered run is continued, once. */
async function continued(world: World, page: FaultPage, told: number, prompts: number) {
  await page.playable();
  // In its first step a run has nothing to lose: it starts anew.
  if (told === 0) return { ...(await goesOn(world, page, 0, prompts)), lost: 0, sentence: '' };
  const sentence = await page.sentence(/was kept here/, '.offer p');
  const from = await page.continueOffered();
  const on = await goesOn(world, page, from, prompts);
  return { ...on, lost: Math.max(0, told - from), sentence };
}

async function killed(world: World, page: FaultPage, crash: boolean, from = 1): Promise<Outcome> {
  const prompts = await page.prompts();
  const reached = page.arm(world.moment(from), crash ? 'nothing' : 'kill');
  await page.play();
  await reached;
  if (crash) {
    const throwing = () => void setTimeout(() => { throw new Error('injected'); }); // prettier-ignore
    await (await page.engine()).evaluate(throwing);
  }
  const said = await page.sentence(/^The engine stopped.*press “Load the model”/);
  const told = await page.told();
  await page.page.click('button.primary:has-text("Load the model")');
  return { ...(await continued(world, page, told, prompts)), sentence: said };
}

const workerKilled: FaultKind = {
  name: 'engine worker killed',
  run: async (world) => killed(world, await world.shared(), false),
};

const workerThrows: FaultKind = {
  name: 'engine worker crashes',
  run: async (world) => killed(world, await world.shared(), true),
};

const reloaded: FaultKind = {
  name: 'tab reloaded',
  closesTab: true,
  async run(world) {
    const { page, prompts } = await inRun(world);
    await page.page.reload();
    return continued(world, page, await page.toldBefore(), prompts);
  },
};

const closed: FaultKind = {
  name: 'tab closed and opened again',
  closesTab: true,
  async run(world) {
    const { page, prompts } = await inRun(world);
    const told = await page.told();
    await page.page.close();
    const again = await world.newPage(page.page.context());
    world.replaceShared(again);
    return continued(world, again, told, prompts);
  },
};

/** As long as the session lasts, the browser has no room; the function ends it. */
async function fillStorage(page: FaultPage): Promise<() => Promise<void>> {
  const cdp = await page.page.context().newCDPSession(page.page);
  const { origin } = new URL(page.address);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  return () => cdp.detach();
}

const storageFull: FaultKind = {
  name: 'storage full',
  async run(world) {
    const { page, prompts } = await inRun(world);
    const empty = await fillStorage(page);
    const sentence = await page.sentence(/storage is full.*save it as a file/);
    const on = await goesOn(world, page, 0, prompts);
    // There is room again: the next step is kept.
    await empty();
    const told = (await page.shown()) + 1; // before the press: the rest of a step may be done at once
    await page.page.click('button:has-text("One step")');
    await page.untilStep(told);
    await page.playable();
    while ((await keptStepOf(page.page)) < told) await page.page.waitForTimeout(100);
    await page.page.reload();
    const after = await continued(world, page, told, prompts);
    return { ...after, sentence, wrong: [...on.wrong, ...after.wrong], resumed: on.resumed && after.resumed };
  },
};

const denied = new WeakMap<World, Promise<BrowserContext>>();
const storageDenied: FaultKind = {
  name: 'storage denied, engine worker crashes',
  async run(world) {
    await world.shared(); // the run that nothing disturbed
    if (!denied.has(world)) denied.set(world, world.denied());
    const page = await world.newPage(await denied.get(world)!);
    try {
      const access = await page.page.evaluate(() => {
        try {
          return localStorage.length >= 0;
        } catch {
          return false;
        }
      });
      if (access) throw new Error('This browser denies nothing.');
      const sentence = page.sentence(/keeps nothing between visits.*save the run as a file/);
      // Such a browser denies locks, too: one that is killed without a word cannot be noticed.
      const outcome = await killed(world, page, true, 2);
      return { ...outcome, sentence: await sentence };
    } finally {
      await page.page.close();
    }
  },
};

const serviced = new WeakMap<World, { readonly context: BrowserContext; version: number }>();
const olderService: FaultKind = {
  name: 'service worker of the version before',
  async run(world) {
    await world.shared();
    if (!serviced.has(world)) serviced.set(world, { context: await world.context({ service: true }), version: 0 });
    const own = serviced.get(world)!;
    const page = await world.newPage(own.context);
    await page.page.evaluate(() => navigator.serviceWorker.ready);
    const other = await world.newPage(own.context);
    await page.fromStart();
    const prompts = await page.prompts();
    await caught(world, page);
    world.host.stamp = `\n// version ${++own.version}\n`;
    await other.page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await other.page.getByRole('button', { name: 'Load it now' }).click();
    await other.page.waitForFunction(() => !document.querySelector('.new-version'));
    await other.playable();
    const sentence = await page.sentence(/new version of this page is ready. Pause the run to load it/);
    const on = await goesOn(world, page, 0, prompts);
    const told = await page.told();
    await page.page.getByRole('button', { name: 'Load it now' }).click();
    await page.page.waitForFunction(() => !document.querySelector('.new-version'));
    const after = await continued(world, page, told, prompts);
    await Promise.all([page.page.close(), other.page.close()]);
    return { ...after, sentence, wrong: [...on.wrong, ...after.wrong], resumed: on.resumed && after.resumed };
  },
};

const twoTabs: FaultKind = {
  name: 'two tabs at once, both reloaded',
  closesTab: true,
  async run(world) {
    const page = await world.shared();
    const other = await world.newPage(page.page.context());
    await other.fromStart();
    const prompts = await page.prompts();
    const [first, second] = [page.arm(world.moment()), other.arm(world.moment())];
    await Promise.all([page.play(), other.play()]);
    await first;
    await page.page.reload();
    await second;
    await other.page.reload();
    const outcomes: Outcome[] = [];
    for (const tab of [page, other]) outcomes.push(await continued(world, tab, await tab.toldBefore(), prompts));
    await other.page.close();
    return {
      lost: outcomes[0]!.lost + outcomes[1]!.lost,
      sentence: outcomes[0]!.sentence,
      resumed: outcomes.every(({ resumed }) => resumed),
      wrong: outcomes.flatMap(({ wrong }) => wrong),
    };
  },
};

const clockJumps: FaultKind = {
  name: 'clock jumps',
  async run(world) {
    const { page, prompts } = await inRun(world);
    await page.jump((world.below(2) === 0 ? -1 : 1) * (1 + world.below(10)) * HOUR);
    const on = await goesOn(world, page, 0, prompts);
    const told = await page.told();
    const text = await page.page.innerText('body');
    const odd = /NaN|Infinity|[-−]\d+(\.\d+)? (s|min|seconds)\b/.exec(text);
    const times = (await page.steps()).filter(({ metrics }) => !(metrics['step_time']! >= 0));
    const wrong = [...on.wrong, ...(odd ? [`the page shows “${odd[0]}”`] : []), ...times.map(({ step }) => `step ${step} took less than no time`)]; // prettier-ignore
    await page.page.reload(); // and the clock is right again
    const after = await continued(world, page, told, prompts);
    return { ...after, wrong: [...wrong, ...after.wrong], resumed: on.resumed && after.resumed };
  },
};

const cameraUnplugged: FaultKind = {
  name: 'camera unplugged',
  async run(world) {
    const page = await world.shared();
    const prompts = await page.prompts();
    await page.play();
    await page.page.click('.adders button:has-text("Camera")');
    await page.page.waitForSelector('.camera video');
    await page.arm(world.moment((await page.told()) + 1), 'unplug');
    const sentence = await page.sentence(/The camera was disconnected.*press “Try again”/);
    await page.page.click('.camera button:has-text("Try again")');
    await page.page.waitForSelector('.camera video');
    await page.page.click('.camera button:has-text("Close")');
    await page.page.waitForFunction(() => !document.querySelector('.camera'));
    return { lost: 0, sentence, ...(await goesOn(world, page, 0, prompts)) };
  },
};

const runRejected: FaultKind = {
  name: 'run of a network rejected',
  async run(world) {
    const { page, prompts } = await inRun(world);
    await (
      await page.engine()
    ).evaluate((calls) => {
      let left = calls;
      Object.assign(globalThis, { rollscopeFailsRun: () => left-- === 0 });
    }, world.below(30));
    const sentence = await page.sentence(/could not run: failed to call OrtRun.*Try again/);
    await page.playable();
    return { lost: 0, sentence, ...(await goesOn(world, page, 0, prompts)) };
  },
};

export const FAULTS: readonly FaultKind[] = [
  ...[workerKilled, workerThrows, reloaded, closed, storageFull, storageDenied],
  ...[olderService, twoTabs, clockJumps, cameraUnplugged, runRejected],
];
