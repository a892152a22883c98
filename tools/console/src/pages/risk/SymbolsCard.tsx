import { useState } from 'react';
import type { Quote } from '../../api/types';
import { useWatchSymbol } from '../../hooks/risk';
import { useQuotes } from '../../hooks/trading';
import { ActButton } from '../../shell/rights';
import { Card } from '../../ui/Card';
import { Chip } from '../../ui/Chip';
import { CommandDialog } from '../../ui/CommandDialog';
import { DataTable, type Column } from '../../ui/DataTable';
import { age, price } from '../../ui/format';
import { QueryState } from '../../ui/QueryState';

export function SymbolsCard() {
  const quotes = useQuotes();
  const [changed, setChanged] = useState<Quote | null>(null);
  const columns: readonly Column<Quote>[] = [
    { head: 'Symbol', cell: ({ symbol }) => <b>{symbol}</b> },
    { head: 'Bid', number: true, cell: ({ bid }) => price(bid) },
    { head: 'Ask', number: true, cell: ({ ask }) => price(ask) },
    { head: 'Age', number: true, cell: ({ age_ms }) => age(age_ms) },
    { head: 'State', cell: (quote) => <QuoteState {...quote} /> },
    {
      head: '',
      number: true,
      cell: (quote) => (
        <ActButton
          className="small"
          label={`${isWatched(quote) ? 'Unwatch' : 'Watch'} ${quote.symbol}`}
          onClick={() => setChanged(quote)}
        >
          {isWatched(quote) ? 'Unwatch' : 'Watch'}
        </ActButton>
      ),
    },
  ];
  return (
    <Card title="Symbols" count={quotes.data?.length}>
      <QueryState query={quotes}>
        {(rows) => (
          <DataTable
            label="Symbols"
            columns={columns}
            rows={rows}
            rowKey={({ symbol }) => symbol}
            empty="No symbol has been quoted yet."
          />
        )}
      </QueryState>
      {changed ? <WatchDialog quote={changed} onClose={() => setChanged(null)} /> : null}
    </Card>
  );
}

const isWatched = ({ watched }: Quote) => watched !== false;

function QuoteState(quote: Quote) {
  if (!isWatched(quote)) {
    return <Chip tone="info">Out of the rules</Chip>;
  }
  return quote.stale ? <Chip tone="warn">Stale</Chip> : <Chip tone="good">Fresh</Chip>;
}

function WatchDialog({ quote, onClose }: { quote: Quote; onClose: () => void }) {
  const watched = !isWatched(quote);
  const { symbol } = quote;
  return (
    <CommandDialog
      title={watched ? `Watch ${symbol} again` : `Take ${symbol} out of the freshness rules`}
      what={
        watched
          ? `A stale quote of ${symbol} restricts trading again, and new risk in it is allowed.`
          : `For a symbol that will not be quoted again. Its silence restricts nothing any more; new risk in ${symbol} is refused.`
      }
      act={watched ? 'Watch' : 'Unwatch'}
      command={useWatchSymbol()}
      variables={(reason) => ({ symbol, watched, reason })}
      onClose={onClose}
    />
  );
}
