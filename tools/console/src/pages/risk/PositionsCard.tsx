import { useState } from 'react';
import type { Position } from '../../api/types';
import { useClosePosition, usePositions } from '../../hooks/risk';
import { ActButton } from '../../shell/rights';
import { Card } from '../../ui/Card';
import { Chip } from '../../ui/Chip';
import { CommandDialog } from '../../ui/CommandDialog';
import { DataTable, type Column } from '../../ui/DataTable';
import { age, decimal, price } from '../../ui/format';
import { QueryState } from '../../ui/QueryState';

export function PositionsCard() {
  const positions = usePositions();
  const [closed, setClosed] = useState<Position | null>(null);
  const columns: readonly Column<Position>[] = [
    { head: 'Symbol', cell: ({ symbol }) => <b>{symbol}</b> },
    { head: 'Mode', cell: ({ trading_mode }) => trading_mode },
    { head: 'Book', number: true, cell: ({ quantity }) => signed(quantity) },
    { head: 'Broker', number: true, cell: ({ reported_quantity: reported }) => (reported === null ? '–' : signed(reported)) },
    { head: 'Average', number: true, cell: ({ average_price }) => price(average_price) },
    { head: 'State', cell: (position) => <PositionState {...position} /> },
    {
      head: '',
      number: true,
      cell: (position) =>
        Number(position.quantity) === 0 ? null : (
          <ActButton
            className="small"
            label={`Close ${position.symbol} ${position.trading_mode}`}
            onClick={() => setClosed(position)}
          >
            Close
          </ActButton>
        ),
    },
  ];
  return (
    <Card title="Positions" count={positions.data?.length}>
      <QueryState query={positions}>
        {(rows) => (
          <DataTable
            label="Positions"
            columns={columns}
            rows={rows}
            rowKey={({ symbol, trading_mode }) => `${symbol} ${trading_mode}`}
            empty="Flat: no position is open."
            rowClass={({ differs }) => (differs ? 'alarmed' : undefined)}
          />
        )}
      </QueryState>
      {closed ? <CloseDialog position={closed} onClose={() => setClosed(null)} /> : null}
    </Card>
  );
}

const signed = (quantity: string) => (Number(quantity) > 0 ? `+${decimal(quantity)}` : decimal(quantity));

function PositionState({ trading_mode, differs, stale, reported_age_ms }: Position) {
  if (differs) {
    return <Chip tone="bad">Differs</Chip>;
  }
  if (trading_mode === 'paper') {
    return <>book only</>;
  }
  if (stale) {
    return <Chip tone="warn">{reported_age_ms === null ? 'Not reported' : `Report ${age(reported_age_ms)} old`}</Chip>;
  }
  return <Chip tone="good">Agrees</Chip>;
}

function CloseDialog({ position, onClose }: { position: Position; onClose: () => void }) {
  const { symbol, trading_mode: tradingMode, quantity } = position;
  return (
    <CommandDialog
      title={`Close ${symbol}`}
      what={`The whole ${tradingMode} position of ${signed(quantity)} ${symbol} is closed by a market order.`}
      act="Close position"
      tone="danger"
      command={useClosePosition()}
      variables={(reason) => ({ symbol, tradingMode, reason })}
      onClose={onClose}
    />
  );
}
