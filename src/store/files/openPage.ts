// What: what happens when the page is opened: samples, the link, the model; a kept run is offered. A visitor who comes
// without either sees a recorded run at once, while the model loads.
import { loadModel } from '../actions.ts';
import { cardsDrawn } from '../atlas/cardsDrawn.ts';
import { atlasCard } from '../link/atlasCard.ts';
import { firstPage } from '../link/firstPage.ts';
import { followAddress } from '../link/followAddress.ts';
import { startRecording } from '../recorded/playRecording.ts';
import { useLastRun, watchLastRun } from '../run/lastRun.ts';
import { pageIsOpen } from './pageOpened.ts';
import { placeByPage } from '../prompts/placedByPage.ts';
import { useSamples } from '../prompts/sampleChoice.ts';
import { loadSamples } from '../prompts/samples.ts';
import { useStore } from '../store.ts';
import { goTo, openAtlas } from '../view.ts';

/** First visit: a sample is on the table and the model loads at once; behind the atlas, once its cards are drawn. */
export async function openPage(): Promise<void> {
  // Before anything is drawn or loaded: the rest of the link follows.
  const card = atlasCard(location.hash);
  if (card !== null) openAtlas(card);
  goTo(firstPage(location.hash));
  const plain = location.hash.length <= 1;
  try {
    const samples = await loadSamples();
    useSamples.setState({ samples });
    // A visitor may have dropped a picture already.
    if (useStore.getState().prompts.length === 0)
      useStore.setState({ prompts: placeByPage(samples.slice(0, 1)), selectedPrompt: samples[0]?.id ?? null });
    await followAddress();
    await watchLastRun();
  } finally {
    pageIsOpen();
  }
  if (plain && useLastRun.getState().offered === null) {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    await startRecording(!still);
  }
  if (card !== null) await cardsDrawn();
  await loadModel();
}
