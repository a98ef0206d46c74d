// What: texts about opening a link.
const quoted = (name: string) => `“${name.slice(0, 40)}”`;

export const LINK_TEXTS = {
  unusable: (why: string) => `The link cannot be used: ${why}.`,
  usual: 'The page opens with its default settings.',
  rewardsLeftOut: 'The rewards of the link were left out; the page uses its own.',
  unknownReward: (name: string, nearest: string) =>
    `There is no reward ${quoted(name)} here; did you mean “${nearest}”? It was left out; the rest of the link was used.`,
  unknownRewards: (names: readonly string[]) =>
    `There are no rewards ${names.slice(0, 5).map(quoted).join(', ')} here; they were left out; the rest of the link was used.`,
  oneReward: (name: string) => ` The run uses only “${name}”.`,
} as const;
