// What: entry of the page. The headless twin (index.html?headless) takes another way before React loads.
import { prepareOffline } from '../store/offline.ts';

if (new URLSearchParams(location.search).has('headless')) void import('../headless/host.ts');
else void prepareOffline().then((go) => (go ? import('./page.tsx').then(({ showPage }) => showPage()) : undefined));
