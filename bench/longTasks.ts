// What: how long the tasks of the page's main thread are. The browser's own trace tells both the time on the clock and the
// work (time on the processor): on a machine that others use too, only the work says something about the page.
// Units: milliseconds.
import type { Page } from 'playwright-core';

export interface Task {
  readonly clock: number;
  readonly work: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const TASKS = ['RunTask', 'ThreadControllerImpl::RunTask'];

export async function traceTasks(page: Page, milliseconds: number): Promise<readonly Task[]> {
  const browser = page.context().browser()!;
  await browser.startTracing(page, {
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel'],
  });
  await page.waitForTimeout(milliseconds);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const thread = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const mains = traceEvents
    .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
    .map(thread);
  return traceEvents
    .filter((event) => event.ph === 'X' && TASKS.includes(event.name) && mains.includes(thread(event)))
    .map(({ dur = 0, tdur = dur }) => ({ clock: dur / 1000, work: tdur / 1000 }));
}

export const longestTask = (tasks: readonly Task[]): number => Math.max(0, ...tasks.map(({ work }) => work));
