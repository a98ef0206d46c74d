// What: what happens when the page is opened: samples, the link, the model; a kept run is offered.
import { loadModel } from './actions.ts';
import { followAddress } from './link/followAddress.ts';
import { useSamples } from './sampleChoice.ts';
import { loadSamples } from './samples.ts';
import { useStore } from './store.ts';

/** First visit: a sample is on the table and the model loads at once. */
export async function openPage(): Promise<void> {
  const samples = await loadSamples();
  useSamples.setState({ samples });
  useStore.setState({ prompts: samples.slice(0, 1), selectedPrompt: samples[0]?.id ?? null });
  await followAddress();
  await loadModel();
}
