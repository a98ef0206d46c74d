// What: entry of the page. The headless twin (index.html?headless) takes another way before React loads.
if (new URLSearchParams(location.search).has('headless')) void import('../headless/host.ts');
else void import('./page.tsx').then(({ showPage }) => showPage());
