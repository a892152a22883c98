import { useState } from 'react';
import type { Approval } from '../../api/types';
import { useHistory } from '../../hooks/trading';
import { Card } from '../../ui/Card';
import { Chip, Side } from '../../ui/Chip';
import { DataTable, type Column } from '../../ui/DataTable';
import { decimal, price } from '../../ui/format';
import { QueryState } from '../../ui/QueryState';
import { At } from '../../ui/Time';

const COLUMNS: readonly Column<Approval>[] = [
  { head: 'Decided (UTC)', cell: ({ decided_at }) => <At time={decided_at} /> },
  { head: 'Result', cell: ({ status }) => <Chip tone={status === 'REJECTED' ? 'bad' : 'good'}>{status}</Chip> },
  { head: 'Side', cell: ({ side }) => <Side side={side} /> },
  { head: 'Symbol', cell: ({ symbol }) => symbol },
  { head: 'Quantity', number: true, cell: ({ quantity }) => decimal(quantity) },
  { head: 'At request', number: true, cell: ({ request_price }) => price(request_price) },
  { head: 'Mode', cell: ({ trading_mode }) => trading_mode },
  { head: 'By', cell: ({ decided_by, decision_channel }) => decided_by ?? decision_channel ?? '–' },
  {
    head: 'Reason',
    long: true,
    cell: ({ decision_reason, decision_comment }) =>
      [decision_reason, decision_comment].filter(Boolean).join(' · ') || '–',
  },
  { head: 'Trade', number: true, cell: ({ trade_id }) => <a href={`#/approval/${trade_id}`}>{trade_id}</a> },
];

export function HistoryCard() {
  const [symbol, setSymbol] = useState('');
  const [status, setStatus] = useState('');
  const history = useHistory({ limit: 50, ...(symbol ? { symbol } : {}), ...(status ? { status } : {}) });
  const filter = (
    <>
      <input
        aria-label="Only this symbol"
        placeholder="Symbol"
        value={symbol}
        size={10}
        onChange={(event) => setSymbol(event.target.value.toUpperCase())}
      />
      <select aria-label="Only this result" value={status} onChange={(event) => setStatus(event.target.value)}>
        <option value="">All results</option>
        <option value="ACCEPTED">ACCEPTED</option>
        <option value="REJECTED">REJECTED</option>
      </select>
    </>
  );
  return (
    <Card title="History" actions={filter} wide>
      <QueryState query={history}>
        {({ rows, complete }) => (
          <>
            {complete ? null : <p className="note">Older decisions are missing: the mirror is off or late.</p>}
            <DataTable
              label="Decided requests"
              columns={COLUMNS}
              rows={rows.filter(({ decided_at }) => decided_at !== null)}
              rowKey={({ trade_id }) => trade_id}
              empty="No request was decided yet."
            />
          </>
        )}
      </QueryState>
    </Card>
  );
}
