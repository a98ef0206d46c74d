// What: mounts the page and starts the engine; pictures can be dropped or pasted anywhere.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { addPicture, startPage } from '../store/actions.ts';
import { App } from './App.tsx';
import './style.css';

export function showPage(): void {
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  const take = (files: FileList | undefined) => [...(files ?? [])].forEach((file) => addPicture(file, file.name));
  window.addEventListener('dragover', (event) => event.preventDefault());
  window.addEventListener('drop', (event: DragEvent) => {
    event.preventDefault();
    take(event.dataTransfer?.files);
  });
  window.addEventListener('paste', (event: ClipboardEvent) => take(event.clipboardData?.files));
  void startPage();
}
