// What: texts of the panel that shows the model and takes another one.
const KNOWN: readonly { readonly address: string; readonly name: string; readonly about: string }[] = [
  {
    address: 'models/pocket/',
    name: 'Pocket',
    about: 'What the page starts with. It often guesses instead of looking, which is a habit that GRPO takes away.',
  },
  {
    address: 'models/pocket-sft/',
    name: 'Pocket without its habit',
    about: 'The same network; it always looks. Supervised training alone got it this far.',
  },
  {
    address: 'models/pocket-words/',
    name: 'Pocket for your own words',
    about: 'It always looks, and repeats words that it was never taught. It counts worse in photographs.',
  },
  { address: 'models/shapes/', name: 'Shapes', about: 'Smaller and quicker; it knows coloured shapes only.' },
];

export const MODEL = {
  title: 'Model',
  loaded: 'Loaded',
  none: 'None yet: it is loaded when a run starts.',
  facts: (name: string, millions: string, trainable: number) =>
    `${name}: ${millions} million weights, of which the adapter trains ${trainable.toLocaleString('en')} more.`,
  builtIn: 'Models of this page',
  known: KNOWN,
  load: 'Load',
  loadNamed: (name: string) => `Load ${name}`,
  isLoaded: 'loaded',
  another: 'Another model',
  address: 'Owner/name on the Hugging Face hub, or an address',
  addressHint:
    'A folder as transformers.js loads it: config.json, tokenizer.json and 4-bit or float networks in onnx/. Nothing is asked of the hub before you press a button here.',
  ask: 'Will it train?',
  folder: 'Choose a folder …',
  asking: 'Looking at it …',
  recorded: 'This is a recorded run. Start one of your own to load another model.',
  runs: 'Pause the run first: another model starts it anew.',
  onCpu:
    'Estimated for the processor (WASM), with the current settings, every answer as long as it may be. A step with short answers takes less; with a GPU that the browser may use it is quicker.',
  result: 'Will it train?',
} as const;
