import { useState } from 'react';
import type { JournalLine } from '../../api/types';
import { describe } from '../../hooks/command';
import { Card } from '../../ui/Card';
import { Chip } from '../../ui/Chip';
import { DataTable, type Column } from '../../ui/DataTable';
import type { Tone } from '../../ui/modes';
import { At } from '../../ui/Time';
import { matches, say, type LineFilter } from './lines';
import { useTail } from './useTail';

const TONE: Readonly<Record<string, Tone>> = { info: 'calm', warning: 'warn', critical: 'bad' };
const SHOWN = 200;

const COLUMNS: readonly Column<JournalLine>[] = [
  { head: 'Seq', number: true, cell: ({ seq }) => <a href={`#/journal/seq/${seq}`}>{seq}</a> },
  { head: 'Time (UTC)', cell: ({ time }) => <At time={time} /> },
  {
    head: 'Kind',
    cell: ({ kind, severity }) =>
      kind === 'input' ? <Chip>input</Chip> : <Chip tone={TONE[severity ?? 'info'] ?? 'calm'}>{severity}</Chip>,
  },
  { head: 'What', cell: ({ type, event }) => <code>{event ?? type}</code> },
  { head: 'By', cell: ({ origin, actor }) => origin ?? actor ?? '–' },
  { head: 'Says', long: true, cell: (line) => say(line) },
];

interface Props {
  readonly search: string;
  readonly chosen: number | null;
}

/** The end of the journal as it grows, with filters. */
export function TailCard({ search, chosen }: Props) {
  const [follow, setFollow] = useState(true);
  const [type, setType] = useState('');
  const [filter, setFilter] = useState<LineFilter>({ search, severity: '', busy: false });
  const { lines, error } = useTail({ ...(type === '' ? {} : { type }) }, follow);
  const shown = lines.filter((line) => matches(line, filter)).slice(-SHOWN).reverse();
  const types = [...new Set(lines.map((line) => line.type))].sort();
  const set = (change: Partial<LineFilter>) => setFilter((before) => ({ ...before, ...change }));
  return (
    <Card
      title="Journal"
      count={shown.length}
      wide
      actions={
        <button type="button" className="small" aria-pressed={follow} onClick={() => setFollow(!follow)}>
          {follow ? 'Pause' : 'Follow'}
        </button>
      }
    >
      <form className="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <input
          type="search"
          aria-label="Search in the lines"
          placeholder="Text, trade, correlation id"
          value={filter.search}
          onChange={(event) => set({ search: event.target.value })}
        />
        <select
          aria-label="Severity"
          value={filter.severity}
          onChange={(event) => set({ severity: event.target.value as LineFilter['severity'] })}
        >
          <option value="">All lines</option>
          <option value="warning">Warnings and worse</option>
          <option value="critical">Critical</option>
        </select>
        <select aria-label="Type" value={type} onChange={(event) => setType(event.target.value)}>
          <option value="">All types</option>
          {[...new Set([...types, ...(type === '' ? [] : [type])])].map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <label className="check">
          <input type="checkbox" checked={filter.busy} onChange={(event) => set({ busy: event.target.checked })} />
          Quotes, reports, heartbeats
        </label>
        <SeqForm />
      </form>
      {error ? (
        <p className="failure" role="alert">
          {describe(error)}
        </p>
      ) : null}
      <div className="scroll tall" tabIndex={0} role="region" aria-label="Lines of the journal, newest first, scrolls">
        <DataTable
          label="Lines of the journal"
          columns={COLUMNS}
          rows={shown}
          rowKey={keyOf(shown)}
          empty={lines.length === 0 ? 'No line yet.' : 'No line passes the filters.'}
          rowClass={({ seq }) => (seq === chosen ? 'chosen' : undefined)}
        />
      </div>
    </Card>
  );
}

/** Several lines bear one sequence: their place within it tells them apart. */
function keyOf(lines: readonly JournalLine[]) {
  const places = new Map(lines.map((line, index) => [line, index]));
  const firsts = new Map<number, number>();
  [...lines].reverse().forEach((line) => firsts.set(line.seq, places.get(line) ?? 0));
  return (line: JournalLine) => `${line.seq}-${(firsts.get(line.seq) ?? 0) - (places.get(line) ?? 0)}`;
}

function SeqForm() {
  const [seq, setSeq] = useState('');
  return (
    <span className="go">
      <input
        aria-label="Record number"
        placeholder="Record"
        inputMode="numeric"
        size={8}
        value={seq}
        onChange={(event) => setSeq(event.target.value.replace(/\D/g, ''))}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && seq !== '') {
            window.location.hash = `#/journal/seq/${seq}`;
          }
        }}
      />
      <button
        type="button"
        disabled={seq === ''}
        onClick={() => {
          window.location.hash = `#/journal/seq/${seq}`;
        }}
      >
        Open
      </button>
    </span>
  );
}
