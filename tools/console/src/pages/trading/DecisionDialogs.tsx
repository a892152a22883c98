import type { Approval } from '../../api/types';
import { useApproveTrade, useRejectTrade } from '../../hooks/trading';
import { CommandDialog } from '../../ui/CommandDialog';
import { Left } from '../../ui/Time';
import { OrderSummary } from './OrderSummary';

interface Props {
  /** As it was when the dialog opened: what the person sees is what the person decides on. */
  readonly approval: Approval;
  readonly onClose: () => void;
}

export function ApproveDialog({ approval, onClose }: Props) {
  return (
    <CommandDialog
      title="Approve this order"
      what={<Seen approval={approval} />}
      act="Approve"
      reason="optional"
      reasonLabel="Comment"
      command={useApproveTrade()}
      variables={(comment) => ({
        tradeId: approval.trade_id,
        row_hash: approval.row_hash,
        ...(comment ? { comment } : {}),
      })}
      onClose={onClose}
    />
  );
}

export function RejectDialog({ approval, onClose }: Props) {
  return (
    <CommandDialog
      title="Reject this order"
      what={<Seen approval={approval} />}
      act="Reject"
      tone="danger"
      command={useRejectTrade()}
      variables={(reason) => ({ tradeId: approval.trade_id, reason })}
      onClose={onClose}
    />
  );
}

function Seen({ approval }: { approval: Approval }) {
  return (
    <>
      <OrderSummary approval={approval} />
      <p className="fine">
        <Left until={approval.expires_at} /> left
      </p>
    </>
  );
}
