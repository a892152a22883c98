import { useState } from 'react';
import type { Command, Trade } from '../../api/types';
import { useCancelOrder, useOpenCommands, useTrades } from '../../hooks/risk';
import { ActButton } from '../../shell/rights';
import { Card } from '../../ui/Card';
import { Side } from '../../ui/Chip';
import { CommandDialog } from '../../ui/CommandDialog';
import { DataTable, type Column } from '../../ui/DataTable';
import { decimal } from '../../ui/format';
import { QueryState } from '../../ui/QueryState';
import { Ago } from '../../ui/Time';

const COMMAND_COLUMNS: readonly Column<Command>[] = [
  { head: 'Command', cell: ({ kind }) => (kind === 'cancel' ? 'Cancel' : 'Close') },
  { head: 'Symbol', cell: ({ symbol }) => symbol },
  { head: 'Mode', cell: ({ trading_mode }) => trading_mode },
  { head: 'Quantity', number: true, cell: ({ quantity }) => decimal(quantity) },
  { head: 'Attempt', number: true, cell: ({ attempt }) => attempt },
  { head: 'Open for', number: true, cell: ({ since }) => <Ago time={since} /> },
];

export function OrdersCard() {
  const trades = useTrades();
  const commands = useOpenCommands().data ?? [];
  const [cancelled, setCancelled] = useState<Trade | null>(null);
  const working = trades.data?.filter(({ state }) => state === 'ACCEPTED');
  const columns: readonly Column<Trade>[] = [
    { head: 'Order', cell: ({ trade_id }) => trade_id },
    { head: 'Side', cell: ({ side }) => <Side side={side} /> },
    { head: 'Symbol', cell: ({ symbol }) => <b>{symbol}</b> },
    { head: 'Mode', cell: ({ trading_mode }) => trading_mode },
    { head: 'Quantity', number: true, cell: ({ quantity }) => decimal(quantity) },
    { head: 'Filled', number: true, cell: ({ filled_quantity }) => decimal(filled_quantity) },
    { head: 'Strategy', number: true, cell: ({ strategy_id }) => strategy_id },
    { head: 'For', number: true, cell: ({ since }) => <Ago time={since} /> },
    {
      head: '',
      number: true,
      cell: (trade) => (
        <ActButton className="small" label={`Cancel order ${trade.trade_id}`} onClick={() => setCancelled(trade)}>
          Cancel
        </ActButton>
      ),
    },
  ];
  return (
    <Card title="Working Orders" count={working?.length}>
      <QueryState query={trades}>
        {() => (
          <DataTable
            label="Working orders"
            columns={columns}
            rows={working ?? []}
            rowKey={({ trade_id }) => trade_id}
            empty="No order works at the broker."
          />
        )}
      </QueryState>
      {commands.length > 0 ? (
        <>
          <h3>Commands without an answer yet</h3>
          <DataTable
            label="Open commands"
            columns={COMMAND_COLUMNS}
            rows={commands}
            rowKey={({ command_id }) => command_id}
            empty=""
          />
        </>
      ) : null}
      {cancelled ? <CancelDialog trade={cancelled} onClose={() => setCancelled(null)} /> : null}
    </Card>
  );
}

function CancelDialog({ trade, onClose }: { trade: Trade; onClose: () => void }) {
  return (
    <CommandDialog
      title={`Cancel order ${trade.trade_id}`}
      what={`A cancel of ${trade.side} ${decimal(trade.quantity)} ${trade.symbol} goes to the broker. What is filled stays filled.`}
      act="Cancel order"
      tone="danger"
      command={useCancelOrder()}
      variables={(reason) => ({ tradeId: trade.trade_id, reason })}
      onClose={onClose}
    />
  );
}
