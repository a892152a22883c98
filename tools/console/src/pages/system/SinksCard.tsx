import type { Sink } from '../../api/types';
import { useSinks } from '../../hooks/system';
import { Card } from '../../ui/Card';
import { Chip } from '../../ui/Chip';
import { DataTable, type Column } from '../../ui/DataTable';
import { bytes, decimal } from '../../ui/format';
import { QueryState } from '../../ui/QueryState';
import { At } from '../../ui/Time';

const COLUMNS: readonly Column<Sink>[] = [
  { head: 'Sink', cell: ({ sink, required }) => (required ? <b>{sink} (required)</b> : sink) },
  {
    head: 'State',
    cell: ({ down_since }) =>
      down_since ? (
        <Chip tone="bad">
          Down since <At time={down_since} /> UTC
        </Chip>
      ) : (
        <Chip tone="good">Up</Chip>
      ),
  },
  { head: 'Lag', number: true, cell: ({ lag }) => `${decimal(lag)} records` },
  { head: 'Written', number: true, cell: ({ written }) => decimal(written) },
  { head: 'Failed', number: true, cell: ({ failed }) => decimal(failed) },
  { head: 'Size', number: true, cell: (sink) => bytes(sink.bytes) },
];

export function SinksCard() {
  const sinks = useSinks();
  return (
    <Card title="Sinks" count={sinks.data?.length}>
      <QueryState query={sinks}>
        {(rows) => (
          <DataTable label="Sinks" columns={COLUMNS} rows={rows} rowKey={({ sink }) => sink} empty="No sink is set up." />
        )}
      </QueryState>
    </Card>
  );
}
