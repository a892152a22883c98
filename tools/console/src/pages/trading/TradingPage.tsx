import { ApprovalConfigCard } from './ApprovalConfigCard';
import { HistoryCard } from './HistoryCard';
import { LockoutsCard } from './LockoutsCard';
import { PendingCard } from './PendingCard';

export function TradingPage() {
  return (
    <>
      <h1 className="hidden">Trading</h1>
      <div className="grid">
        <ApprovalConfigCard />
        <PendingCard />
        <LockoutsCard />
        <HistoryCard />
      </div>
    </>
  );
}
