// What: mounts the page and starts the engine; pictures can be dropped or pasted anywhere.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openPage } from '../store/files/openPage.ts';
import { App } from './App.tsx';
import { listenForFiles } from './pictures/listenForFiles.ts';
import './style.css';
import './components.css';
import './layout.css';

export function showPage(): void {
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  listenForFiles();
  void openPage();
}
