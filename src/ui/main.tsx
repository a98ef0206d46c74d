// What: entry of the page. The headless twin (index.html?headless) takes another way before React loads.
import { atlasCard } from '../store/link/atlasCard.ts';
import { firstPage } from '../store/link/firstPage.ts';
import { prepareOffline } from '../store/offline.ts';

/** What the address asks for is fetched beside the frame around it, not after it. */
const shown = () =>
  firstPage(location.hash) !== null
    ? import('./pages.ts')
    : atlasCard(location.hash) === null
      ? import('./Workbench.tsx')
      : import('./atlas/AtlasPage.tsx');

if (new URLSearchParams(location.search).has('headless')) void import('../headless/host.ts');
else
  void prepareOffline().then(async (go) => {
    if (!go) return;
    void shown();
    const { showPage } = await import('./page.tsx');
    showPage();
  });
