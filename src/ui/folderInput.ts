// What: makes a file field choose a folder. Not in React's types: every browser has it, no standard does.
export const FOLDER = { webkitdirectory: '' };
