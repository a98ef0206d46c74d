// What: do two names mean the same model? One stands in an adapter (a hub id, a folder of the machine that trained it, a folder of the
// hub's cache), the other is what the page calls the model: the last part of its address.

/** Where a name says it, the model's own name: the last part, small, without what exports put behind it. */
function modelName(path: string): string {
  const parts = path.replaceAll('\\', '/').split('/').filter(Boolean);
  const cached = parts.findLast((part) => part.startsWith('models--'));
  const last = cached ? cached.split('--').at(-1)! : (parts.at(-1) ?? '');
  return last
    .toLowerCase()
    .replace(/\.git$/, '')
    .replace(/[-_.]onnx([-_.].*)?$/, '');
}

export const isSameModel = (base: string, model: string) => modelName(base) === modelName(model);
