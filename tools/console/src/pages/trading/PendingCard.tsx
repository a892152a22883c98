import { useState } from 'react';
import type { Approval } from '../../api/types';
import { usePending } from '../../hooks/trading';
import { byExpiry } from '../../live/cacheWriter';
import { ActButton } from '../../shell/rights';
import { Card } from '../../ui/Card';
import { QueryState } from '../../ui/QueryState';
import { Left } from '../../ui/Time';
import { ApproveDialog, RejectDialog } from './DecisionDialogs';
import { OrderSummary } from './OrderSummary';

/** Orders that wait for a person, the next to expire first; each is decided by itself. */
export function PendingCard() {
  const pending = usePending();
  return (
    <Card title="Pending Approvals" count={pending.data?.length} wide>
      <QueryState query={pending}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="empty">Nothing waits for you.</p>
          ) : (
            <ol className="pending">
              {byExpiry(rows).map((approval) => (
                <PendingItem key={approval.trade_id} approval={approval} />
              ))}
            </ol>
          )
        }
      </QueryState>
    </Card>
  );
}

function PendingItem({ approval }: { approval: Approval }) {
  const [open, setOpen] = useState<{ act: 'approve' | 'reject'; seen: Approval } | null>(null);
  const name = `${approval.side} ${approval.quantity} ${approval.symbol}, trade ${approval.trade_id}`;
  const close = () => setOpen(null);
  return (
    <li>
      <div className="what">
        <OrderSummary approval={approval} />
      </div>
      <div className="decide">
        <p className="countdown">
          <Left until={approval.expires_at} />
          <small>left</small>
        </p>
        <ActButton
          className="primary"
          label={`Approve ${name}`}
          onClick={() => setOpen({ act: 'approve', seen: approval })}
        >
          Approve
        </ActButton>
        <ActButton act="tighten" label={`Reject ${name}`} onClick={() => setOpen({ act: 'reject', seen: approval })}>
          Reject
        </ActButton>
      </div>
      {open?.act === 'approve' ? <ApproveDialog approval={open.seen} onClose={close} /> : null}
      {open?.act === 'reject' ? <RejectDialog approval={open.seen} onClose={close} /> : null}
    </li>
  );
}
