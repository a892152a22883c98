import type { JournalLine } from '../../api/types';

/** Inputs that come all day long and change little; left out unless asked for. */
const BUSY = new Set([
  'Quote',
  'EquityUpdate',
  'Heartbeat',
  'StrategyHeartbeat',
  'ProbeResult',
  'PositionReport',
  'OpenOrder',
  'Seal',
  'Tick',
]);

export interface LineFilter {
  readonly search: string;
  readonly severity: '' | 'warning' | 'critical';
  readonly busy: boolean;
}

export function matches(line: JournalLine, { search, severity, busy }: LineFilter): boolean {
  if (!busy && BUSY.has(line.type)) {
    return false;
  }
  if (severity === 'critical' && line.severity !== 'critical') {
    return false;
  }
  if (severity === 'warning' && line.severity !== 'critical' && line.severity !== 'warning') {
    return false;
  }
  return search === '' || JSON.stringify(line).toLowerCase().includes(search.toLowerCase());
}

/** What a line says in a sentence: the journal's own where it has one, else what came in. */
export function say(line: JournalLine): string {
  if (line.message) {
    return line.message;
  }
  const known = new Set(['kind', 'seq', 'time', 'wallTime', 'type', 'event', 'severity', 'correlationId', 'origin', 'actor']);
  return Object.entries(line)
    .filter(([name, value]) => !known.has(name) && value !== null && typeof value !== 'object')
    .slice(0, 6)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
}

/** Lines of two answers as one, each once, by sequence. Only the newest are kept. */
export function join(before: readonly JournalLine[], more: readonly JournalLine[], most: number): readonly JournalLine[] {
  const last = before.at(-1)?.seq ?? 0;
  const first = more[0]?.seq ?? 0;
  const kept = first > last ? before : before.filter(({ seq }) => seq < first);
  return [...kept, ...more].slice(-most);
}
