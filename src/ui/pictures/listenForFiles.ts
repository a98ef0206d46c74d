// What: files can be dropped or pasted anywhere on the page.
import { pathFiles, takeDropped, takeFiles } from '../../store/files/takeFiles.ts';

/** A text field keeps a paste that is text as well (a copied cell or paragraph brings a picture of itself along). */
const isTyping = ({ target, clipboardData }: ClipboardEvent) =>
  target instanceof HTMLElement &&
  target.matches('input, textarea, [contenteditable]') &&
  clipboardData?.getData('text/plain') !== '';

export function listenForFiles(): void {
  const mark = (over: boolean) => document.body.classList.toggle('dropping', over);
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  window.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(true);
  });
  window.addEventListener('dragleave', (event) => event.relatedTarget === null && mark(false));
  window.addEventListener('drop', (event) => {
    mark(false);
    if (!hasFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    takeDropped(event.dataTransfer);
  });
  window.addEventListener('paste', (event) => {
    const files = event.clipboardData?.files;
    if (files?.length && !isTyping(event)) void takeFiles(pathFiles(files));
  });
}
