// What: the page's side of the headless twin (index.html?headless): spawns the same worker as the page and hands
// commands and events through. It draws nothing. main.tsx imports it instead of React.
import { POLICY } from '../training/checkpoint.ts';
import type { Checkpoint } from '../training/checkpoint.ts';
import type { Command, EventEnvelope } from '../training/protocol.ts';
import { PROTOCOL_VERSION } from '../training/protocol.ts';
import { orderedPrompts } from './hostScenes.ts';
import type { CheckpointSummary, HostCommand, HostFile, HostWindow, OwnEvent } from './hostMessages.ts';

const host = window as unknown as HostWindow;
const worker = new Worker(new URL('../training/session/worker.ts', import.meta.url), { type: 'module' });
let lastCheckpoint: Checkpoint | null = null;

function toBlob({ type, base64 }: HostFile): Blob {
  const text = atob(base64);
  return new Blob([Uint8Array.from(text, (letter) => letter.charCodeAt(0))], { type });
}

/** Pieces, because a function takes only so many arguments. */
const PIECE = 8192;
function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(text);
}

function kept(): Checkpoint {
  if (!lastCheckpoint) throw new Error('There is no checkpoint yet.');
  return lastCheckpoint;
}

const toFile = async (blob: Blob): Promise<HostFile> => ({
  type: blob.type,
  base64: toBase64(new Uint8Array(await blob.arrayBuffer())),
});

type OwnCommand = Extract<HostCommand, { type: 'readTheta' | 'drawScenes' }>;

async function ownEvent(command: OwnCommand): Promise<OwnEvent> {
  if (command.type === 'readTheta') {
    const bytes = new Uint8Array(kept().vectors[POLICY]!.theta.slice().buffer);
    return { type: 'theta', base64: toBase64(bytes) };
  }
  const prompts = [];
  for (const { images, ...prompt } of await orderedPrompts(command.order))
    prompts.push({ ...prompt, images: await Promise.all(images.map(toFile)) });
  return { type: 'scenes', prompts };
}

async function toCommand(command: Exclude<HostCommand, OwnCommand>): Promise<Command> {
  if (command.type === 'makeScenes') return { type: 'setPrompts', prompts: await orderedPrompts(command.order) };
  if (command.type === 'setPrompts') {
    return { ...command, prompts: command.prompts.map((prompt) => ({ ...prompt, images: prompt.images.map(toBlob) })) };
  }
  if (command.type !== 'restore') return command;
  return { type: 'restore', checkpoint: kept() };
}

async function summary({ version, step, vectors }: Checkpoint): Promise<CheckpointSummary> {
  const { theta, optimizer } = vectors[POLICY]!;
  const hash = await crypto.subtle.digest('SHA-256', new Uint8Array(theta.slice().buffer));
  const thetaHash = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { version, step, optimizerSteps: optimizer?.stepCount ?? 0, thetaHash };
}

/** Events keep their order although a checkpoint's hash takes time. */
let previous: Promise<void> = Promise.resolve();
type Sent = EventEnvelope | (OwnEvent & Pick<EventEnvelope, 'version'>);

async function forward(event: Sent): Promise<void> {
  if (event.type !== 'checkpointed') return host.rollscopeEvent(event);
  lastCheckpoint = event.checkpoint;
  return host.rollscopeEvent({ ...event, checkpoint: await summary(event.checkpoint) });
}

function enqueue(event: Sent): void {
  previous = previous.then(() => forward(event)).catch((error: unknown) => console.error(error));
}

worker.onmessage = ({ data }: MessageEvent<EventEnvelope>) => enqueue(data);
worker.onerror = ({ message }) =>
  enqueue({
    version: PROTOCOL_VERSION,
    type: 'error',
    message: `The worker failed: ${message}`,
    fatal: true,
    where: 'worker',
  });

/** Commands keep their order too; one that cannot be given to the engine is done, and failed. */
let given: Promise<void> = Promise.resolve();
async function give(id: number, command: HostCommand): Promise<void> {
  try {
    if (command.type === 'readTheta' || command.type === 'drawScenes') {
      enqueue({ version: PROTOCOL_VERSION, ...(await ownEvent(command)) });
      enqueue({ version: PROTOCOL_VERSION, type: 'done', id, ok: true });
      return;
    }
    worker.postMessage({ version: PROTOCOL_VERSION, id, ...(await toCommand(command)) });
  } catch (error) {
    const { message } = error as Error;
    enqueue({ version: PROTOCOL_VERSION, type: 'error', message, fatal: false, where: 'command' });
    enqueue({ version: PROTOCOL_VERSION, type: 'done', id, ok: false });
  }
}

host.rollscope = { send: (id, command) => void (given = given.then(() => give(id, command))) };
