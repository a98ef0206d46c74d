// What: room of the axes of a chart in pixels: lines, heat map and the pointer's layer agree on it.
export const PLOT = { left: 46, right: 18, top: 5, bottom: 18 } as const;
export const CHART_HEIGHT = 92;
