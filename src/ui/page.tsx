// What: mounts the page and starts the engine; pictures can be dropped or pasted anywhere.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startPage } from '../store/actions.ts';
import { addPicture } from '../store/promptActions.ts';
import { App } from './App.tsx';
import './style.css';
import './components.css';
import './layout.css';
import './shell/drawer.css';
import './pictures/pictures.css';
import './group.css';
import './curves/curves.css';
import './settings/settings.css';

function takePictures(): void {
  const take = (files: FileList | undefined) => [...(files ?? [])].forEach((file) => addPicture(file, file.name));
  const mark = (over: boolean) => document.body.classList.toggle('dropping', over);
  window.addEventListener('dragover', (event) => {
    event.preventDefault();
    mark(true);
  });
  window.addEventListener('dragleave', (event) => event.relatedTarget === null && mark(false));
  window.addEventListener('drop', (event) => {
    event.preventDefault();
    mark(false);
    take(event.dataTransfer?.files);
  });
  window.addEventListener('paste', (event) => take(event.clipboardData?.files));
}

export function showPage(): void {
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  takePictures();
  void startPage();
}
