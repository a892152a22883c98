import { usePositions, useTrades } from '../../hooks/risk';
import { useTradingConfig } from '../../hooks/trading';
import { Card } from '../../ui/Card';
import { DataTable, type Column } from '../../ui/DataTable';
import { decimal } from '../../ui/format';
import { QueryState } from '../../ui/QueryState';
import { limitsOf, type LimitUse } from './limits';

const COLUMNS: readonly Column<LimitUse>[] = [
  { head: 'Limit', cell: ({ key }) => <code>{key}</code> },
  { head: 'Set to', number: true, cell: ({ limit }) => (Number.isNaN(Number(limit)) ? limit : decimal(limit)) },
  { head: 'Used', number: true, cell: ({ used }) => decimal(used) },
  {
    head: 'Share',
    cell: ({ key, share }) =>
      share === null ? (
        'checked at each order'
      ) : (
        <meter min={0} max={1} low={0.5} high={0.8} optimum={0} value={Math.min(1, share)} aria-label={`Use of ${key}`}>
          {Math.round(share * 100)} %
        </meter>
      ),
  },
];

export function LimitsCard() {
  const config = useTradingConfig();
  const positions = usePositions().data ?? [];
  const trades = useTrades().data ?? [];
  return (
    <Card title="Limits">
      <QueryState query={config}>
        {(data) => (
          <DataTable
            label="Limits"
            columns={COLUMNS}
            rows={limitsOf(data, positions, trades)}
            rowKey={({ key }) => key}
            empty="No limit is set: sluice.limits in the configuration."
          />
        )}
      </QueryState>
    </Card>
  );
}
