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
  unknownControls: (names: readonly string[], nearest: string) =>
    names.length === 1
      ? `The link hides or locks ${quoted(names[0]!)}, which this page does not have; did you mean “${nearest}”? The rest of the link was used.`
      : `The link hides or locks ${names.slice(0, 5).map(quoted).join(', ')}, which this page does not have; the rest of the link was used.`,
  recipeOver: (recipe: string) =>
    `The link names the recipe ${quoted(recipe)} beside a packed state; its settings took the place of the packed ones.`,
  oneReward: (name: string) => ` The run uses only “${name}”.`,
} as const;
