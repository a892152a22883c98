/** Small line drawings; each mode has its own shape, so that colour is never all that tells them apart. */
const PATHS = {
  check: 'M3 8.5l3.2 3.2L13 4.8',
  warning: 'M8 2L15 14H1zM8 6.5v3.2M8 11.6v.6',
  shield: 'M8 1.5l5.5 2v4.3c0 3.2-2.2 5.6-5.5 6.7-3.3-1.1-5.5-3.5-5.5-6.7V3.5z',
  unplugged: 'M5 2v3M11 2v3M3.5 5h9v3a4.5 4.5 0 0 1-9 0zM8 12.5V15M1 1l14 14',
  stop: 'M5 1.5h6L14.5 5v6L11 14.5H5L1.5 11V5zM5.5 8h5',
  cycle: 'M13.5 8a5.5 5.5 0 1 1-1.8-4.1M13.5 1.5V4.5h-3',
  unknown: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M8 12.3v.5',
  system: 'M1.5 8h3l2-5 3 10 2-5h3',
  trading: 'M2 4.5h11l-3-3M14 11.5H3l3 3',
  risk: 'M2 14V2M2 14h12M4.5 5l3 4 2.5-2L14 11.5',
  journal: 'M3.5 1.5h9v13h-9zM6 5h4M6 8h4M6 11h2.5',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  lock: 'M3.5 7.5h9v7h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  sun: 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
