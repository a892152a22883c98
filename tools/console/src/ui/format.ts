/** Numbers and times as people read them. Decimals stay strings: what the engine says is shown as it said it. */

const GROUP = /\B(?=(\d{3})+(?!\d))/g;

/** A decimal with grouped thousands; with `places`, exactly so many of them. */
export function decimal(value: string | number | null | undefined, places?: number): string {
  if (value === null || value === undefined || value === '') {
    return '–';
  }
  const text = places === undefined ? String(value) : fixed(String(value), places);
  const [whole = '0', part] = text.split('.');
  const grouped = whole.replace(GROUP, ',');
  return part === undefined ? grouped : `${grouped}.${part}`;
}

/** Rounds half away from zero, in text. */
function fixed(text: string, places: number): string {
  const number = Number(text);
  return Number.isFinite(number) ? number.toFixed(places) : text;
}

/** A price with as many places as its size is worth: 64,000.25, 3.1415, 0.00001234. */
export function price(value: string | null | undefined): string {
  if (value === null || value === undefined || value === '') {
    return '–';
  }
  const size = Math.abs(Number(value));
  if (size === 0) {
    return '0';
  }
  return decimal(value, size >= 100 ? 2 : size >= 1 ? 4 : 8);
}

export function percent(value: string | number | null | undefined, places = 2): string {
  return value === null || value === undefined ? '–' : `${decimal(value, places)} %`;
}

/** 12:03:04, with the day in front where it is another than today's. The zone is UTC and is said beside it. */
export function clock(iso: string | null | undefined, nowMs: number): string {
  if (!iso) {
    return '–';
  }
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) {
    return iso;
  }
  const text = time.toISOString();
  const today = new Date(nowMs).toISOString().slice(0, 10);
  return text.slice(0, 10) === today ? text.slice(11, 19) : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}

/** 4:05 or 1:02:03: what is left, never below zero. */
export function remaining(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** How long ago, in the largest unit that says enough: 850 ms, 4 s, 12 min, 3 h. */
export function age(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || Number.isNaN(ms)) {
    return '–';
  }
  if (ms < 1000) {
    return `${Math.max(0, Math.round(ms))} ms`;
  }
  if (ms < 120_000) {
    return `${Math.floor(ms / 1000)} s`;
  }
  if (ms < 7_200_000) {
    return `${Math.floor(ms / 60_000)} min`;
  }
  return ms < 172_800_000 ? `${Math.floor(ms / 3_600_000)} h` : `${Math.floor(ms / 86_400_000)} d`;
}

export function bytes(count: number | null | undefined): string {
  if (count === null || count === undefined) {
    return '–';
  }
  const units = ['B', 'kB', 'MB', 'GB'];
  let value = count;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** safe_mode becomes Safe mode. */
export function words(name: string | null | undefined): string {
  if (!name) {
    return '–';
  }
  const text = name.replace(/[_.]/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
