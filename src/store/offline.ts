// What: the page's side of the service worker: registers it, reloads once where only it can isolate the page, asks it to keep
// the default model and the runtime for offline use, and tells when a new version waits. Nothing here reloads in a run.
import { create } from 'zustand';
import { listenToEngine } from './engine/engine.ts';
import { useStore } from './store.ts';

export interface OfflineState {
  /** A new version is there and waits for the visitor. */
  readonly waiting: boolean;
  /** Page, model and runtime are kept: the page opens without a network. */
  readonly kept: boolean;
}

export const useOffline = create<OfflineState>()(() => ({ waiting: false, kept: false }));

/** Once a tab: a host on which the worker does not help must not reload for ever. */
const RELOADED = 'rollscope.reloaded';
const CLAIM_LIMIT_MS = 8000;

function remember(key: string): boolean {
  try {
    if (sessionStorage.getItem(key)) return false;
    sessionStorage.setItem(key, '1');
    return true;
  } catch {
    return false; // without a memory no reload, or it would not end
  }
}

const controlled = () =>
  new Promise<boolean>((resolve) => {
    if (navigator.serviceWorker.controller) return resolve(true);
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true), { once: true });
    setTimeout(() => resolve(false), CLAIM_LIMIT_MS);
  });

let registration: ServiceWorkerRegistration | null = null;

async function register(): Promise<boolean> {
  try {
    registration = await navigator.serviceWorker.register('./sw.js');
  } catch {
    return false; // a private window, or a host without the file: the page works, but not offline
  }
  if (!registration) return false; // a browser that blocks service workers without an error
  const look = () => {
    const installing = registration!.installing;
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed' && navigator.serviceWorker.controller)
        useOffline.setState({ waiting: true });
    });
  };
  // Another tab has taken a new version: this page goes on with what it has until its visitor wants the new one.
  let before = navigator.serviceWorker.controller;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (before) useOffline.setState({ waiting: true });
    before = navigator.serviceWorker.controller;
  });
  if (registration.waiting && navigator.serviceWorker.controller) useOffline.setState({ waiting: true });
  look();
  registration.addEventListener('updatefound', look);
  return true;
}

/** Before the page starts; false = the page is about to be loaded again. */
export async function prepareOffline(): Promise<boolean> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return true;
  if (globalThis.crossOriginIsolated) {
    void register(); // the host sends the headers: nothing has to wait
    return true;
  }
  if (!(await register())) return true;
  if (!(await controlled()) || !remember(RELOADED)) return true;
  location.reload();
  return false;
}

/** The visitor has pressed the button. */
export function takeNewVersion(): void {
  const { waiting } = registration ?? {};
  if (!waiting) return location.reload(); // taken by another tab already
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting.postMessage({ type: 'take' });
}

/** What the engine has just used comes from the browser's own cache, so this costs little. */
async function keepForOffline(): Promise<void> {
  const worker = (await navigator.serviceWorker.ready).active;
  const { model } = useStore.getState().config.engine;
  const own = /^[a-z]+:/i.test(model) ? [] : [`${model.replace(/^\.?\//, '').replace(/\/$/, '')}/`];
  const runtime = 'Suspending' in WebAssembly ? '.jspi-' : '.asyncify-';
  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }) => useOffline.setState({ kept: data === true });
  worker?.postMessage({ type: 'keep', parts: [...own, 'ort-wasm-simd-threaded-', runtime] }, [channel.port2]);
}

listenToEngine((event) => {
  if (event.type === 'modelLoaded' && registration) void keepForOffline().catch(() => undefined);
});
