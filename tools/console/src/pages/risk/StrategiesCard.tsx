import { useState } from 'react';
import type { Strategy } from '../../api/types';
import { useDisableStrategy, useEnableStrategy, useStrategies } from '../../hooks/risk';
import { ActButton } from '../../shell/rights';
import { Card } from '../../ui/Card';
import { Chip } from '../../ui/Chip';
import { CommandDialog } from '../../ui/CommandDialog';
import { DataTable, type Column } from '../../ui/DataTable';
import { decimal } from '../../ui/format';
import { QueryState } from '../../ui/QueryState';
import { Ago } from '../../ui/Time';

export function StrategiesCard() {
  const strategies = useStrategies();
  const [changed, setChanged] = useState<Strategy | null>(null);
  const columns: readonly Column<Strategy>[] = [
    { head: 'Strategy', cell: ({ strategy_id }) => <b>{strategy_id}</b> },
    { head: 'State', cell: ({ enabled }) => <Chip tone={enabled ? 'good' : 'bad'}>{enabled ? 'Enabled' : 'Disabled'}</Chip> },
    { head: 'Intents', number: true, cell: ({ highest_intent_id }) => decimal(highest_intent_id) },
    {
      head: 'Heard',
      number: true,
      cell: ({ last_seen_at }) =>
        last_seen_at === null ? (
          'never'
        ) : (
          <>
            <Ago time={last_seen_at} /> ago
          </>
        ),
    },
    {
      head: '',
      number: true,
      cell: (strategy) => (
        <ActButton
          act={strategy.enabled ? 'tighten' : 'command'}
          className="small"
          label={`${strategy.enabled ? 'Disable' : 'Enable'} strategy ${strategy.strategy_id}`}
          onClick={() => setChanged(strategy)}
        >
          {strategy.enabled ? 'Disable' : 'Enable'}
        </ActButton>
      ),
    },
  ];
  return (
    <Card title="Strategies" count={strategies.data?.length}>
      <QueryState query={strategies}>
        {(rows) => (
          <DataTable
            label="Strategies"
            columns={columns}
            rows={rows}
            rowKey={({ strategy_id }) => strategy_id}
            empty="No strategy has spoken yet."
          />
        )}
      </QueryState>
      {changed ? <ChangeDialog strategy={changed} onClose={() => setChanged(null)} /> : null}
    </Card>
  );
}

function ChangeDialog({ strategy, onClose }: { strategy: Strategy; onClose: () => void }) {
  const disable = useDisableStrategy();
  const enable = useEnableStrategy();
  const { strategy_id: strategyId, enabled } = strategy;
  return (
    <CommandDialog
      title={`${enabled ? 'Disable' : 'Enable'} strategy ${strategyId}`}
      what={
        enabled
          ? 'Its waiting requests and working orders are cancelled. It may still reduce positions.'
          : 'Its orders are taken again.'
      }
      act={enabled ? 'Disable' : 'Enable'}
      tone={enabled ? 'danger' : 'primary'}
      command={enabled ? disable : enable}
      variables={(reason) => ({ strategyId, reason })}
      onClose={onClose}
    />
  );
}
