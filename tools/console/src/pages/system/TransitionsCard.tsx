import type { ModeTransition } from '../../api/types';
import { useTransitions } from '../../hooks/system';
import { Card } from '../../ui/Card';
import { DataTable, type Column } from '../../ui/DataTable';
import { modeClass, modeLook } from '../../ui/modes';
import { QueryState } from '../../ui/QueryState';
import { At } from '../../ui/Time';

const COLUMNS: readonly Column<ModeTransition>[] = [
  { head: 'Time (UTC)', cell: ({ timestamp }) => <At time={timestamp} /> },
  { head: 'From', cell: ({ from_mode }) => modeLook(from_mode).label },
  {
    head: 'To',
    cell: ({ to_mode }) => (
      <span className="with-dot">
        <span className={`dot small ${modeClass(to_mode)}`} aria-hidden="true" />
        {modeLook(to_mode).label}
      </span>
    ),
  },
  { head: 'Reason', long: true, cell: ({ reason_code }) => <code>{reason_code}</code> },
  { head: 'By', cell: ({ source, operator_id }) => operator_id ?? source },
];

export function TransitionsCard() {
  const transitions = useTransitions();
  return (
    <Card title="Transitions">
      <QueryState query={transitions}>
        {(rows) => (
          <div className="scroll" tabIndex={0} role="region" aria-label="Transitions, scrolls">
            <DataTable
              label="Transitions"
              columns={COLUMNS}
              rows={rows}
              rowKey={({ timestamp, to_mode, from_mode }) => `${timestamp} ${from_mode} ${to_mode}`}
              empty="The mode has not changed yet."
            />
          </div>
        )}
      </QueryState>
    </Card>
  );
}
