const units = [
  ['g', 2 ** 30],
  ['m', 2 ** 20],
  ['k', 2 ** 10],
] as const;

/** A number of bytes as Compose, Docker and mount read it: in the largest binary unit that keeps it whole, such as `512m`. */
export const bytesText = (bytes: number): string => {
  const fitting = units.find(([, size]) => bytes > 0 && bytes % size === 0);
  return fitting === undefined ? String(bytes) : `${bytes / fitting[1]}${fitting[0]}`;
};
