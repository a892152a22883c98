import type { Component } from '../../api/types';
import { useComponents } from '../../hooks/system';
import { Card } from '../../ui/Card';
import { Chip } from '../../ui/Chip';
import { DataTable, type Column } from '../../ui/DataTable';
import { words } from '../../ui/format';
import { LEVEL_TONE } from '../../ui/modes';
import { QueryState } from '../../ui/QueryState';
import { Ago } from '../../ui/Time';

const COLUMNS: readonly Column<Component>[] = [
  { head: 'Component', cell: ({ source, required }) => (required ? <b>{words(source)}</b> : words(source)) },
  { head: 'Needed', cell: ({ required }) => (required ? 'required' : 'no') },
  { head: 'Level', cell: ({ level }) => <Chip tone={LEVEL_TONE[level] ?? 'calm'}>{words(level)}</Chip> },
  { head: 'Failures', number: true, cell: ({ consecutive_failures }) => consecutive_failures },
  {
    head: 'Heard',
    number: true,
    cell: ({ last_seen_at }) =>
      last_seen_at ? (
        <>
          <Ago time={last_seen_at} /> ago
        </>
      ) : (
        'never'
      ),
  },
  { head: 'Last reason', long: true, cell: ({ last_reason }) => (last_reason ? <code>{last_reason}</code> : '–') },
];

export function ComponentsCard() {
  const components = useComponents();
  return (
    <Card title="Components">
      <QueryState query={components}>
        {(rows) => (
          <DataTable
            label="Components"
            columns={COLUMNS}
            rows={rows}
            rowKey={({ source }) => source}
            empty="No component is watched."
            rowClass={({ required, level }) => (required && level === 'tripped' ? 'alarmed' : undefined)}
          />
        )}
      </QueryState>
    </Card>
  );
}
