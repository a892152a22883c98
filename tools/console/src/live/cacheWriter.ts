import type { QueryClient } from '@tanstack/react-query';
import { keys, type CacheKey } from '../api/keys';
import type { Approval, Position, SystemStatus, Trade } from '../api/types';
import { setEngineTime } from './engineClock';
import { noteSequence, sequenceOf } from './sequences';
import type { Channel, LiveEvent } from './socket';

/** What each channel's events make old. */
const TOUCHED: Readonly<Record<Channel, readonly CacheKey[]>> = {
  system_status: [
    keys.systemStatus,
    keys.tradingPermissions,
    keys.components,
    keys.recovery,
    keys.transitions,
    keys.emergency,
    keys.requests,
  ],
  hitl: [keys.pending, keys.history, keys.approval],
  policy: [keys.approvalConfig, keys.tradingConfig, keys.systemStatus],
  lockouts: [keys.lockouts],
  requests: [keys.requests],
  commands: [keys.commands, keys.emergency],
  models: [keys.models],
  clients: [keys.clients],
  risk: [keys.systemStatus],
  positions: [keys.positions, keys.emergency],
  trades: [keys.trades, keys.strategies],
};

const GATHER_MS = 150;

/** Carries the socket's events into the query cache: at once where the event holds the data, else by asking soon. */
export class CacheWriter {
  private readonly old = new Map<string, CacheKey>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly client: QueryClient) {}

  write(event: LiveEvent): void {
    setEngineTime(event.time);
    if (event.gap) {
      void this.client.invalidateQueries();
      return;
    }
    if (event.channel === 'regime' || !(event.channel in TOUCHED)) {
      return;
    }
    const channel = event.channel as Channel;
    if (!this.holds(channel, event)) {
      this.ask(TOUCHED[channel]);
    }
  }

  /** Writes what the event holds; gives false where that is not all that became old. */
  private holds(channel: Channel, { event, seq, data }: LiveEvent): boolean {
    switch (channel) {
      case 'positions':
        this.put<readonly Position[]>(keys.positions, seq, () => data as readonly Position[]);
        return true;
      case 'trades':
        if (event !== 'update') {
          return false;
        }
        this.put<readonly Trade[]>(keys.trades, seq, (trades) => merged(trades, data as readonly Trade[]));
        return true;
      case 'risk':
        this.put<SystemStatus>(keys.systemStatus, seq, (status) => status && { ...status, ...figures(data) });
        return true;
      case 'system_status':
        if (event === 'system_status' || event === 'snapshot') {
          this.put<SystemStatus>(keys.systemStatus, seq, (status) => status && { ...status, ...(data as SystemStatus) });
        }
        return false;
      case 'hitl':
        this.putApproval(event, seq, data as Approval);
        return false;
      default:
        return false;
    }
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private put<T>(key: CacheKey, seq: number, change: (before: T | undefined) => T | undefined): void {
    if (seq >= sequenceOf(this.client, key)) {
      this.client.setQueryData<T>(key, change);
      noteSequence(this.client, key, seq);
    }
  }

  private putApproval(event: string, seq: number, approval: Approval): void {
    const waits = event === 'hitl.created' || event === 'hitl.restored';
    if (!waits && event !== 'hitl.decided' && event !== 'hitl.expired') {
      return;
    }
    this.put<readonly Approval[]>(keys.pending, seq, (pending) => {
      const others = pending?.filter((row) => row.trade_id !== approval.trade_id);
      return waits && others ? byExpiry([...others, approval]) : others;
    });
  }

  /** Asks for all that became old within a moment at once: a burst of events is one question. */
  private ask(touched: readonly CacheKey[]): void {
    touched.forEach((key) => this.old.set(key[0], key));
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const due = [...this.old.values()];
      this.old.clear();
      due.forEach((key) => void this.client.invalidateQueries({ queryKey: key }));
    }, GATHER_MS);
  }
}

export function byExpiry(approvals: readonly Approval[]): readonly Approval[] {
  return [...approvals].sort((a, b) => a.expires_at.localeCompare(b.expires_at) || a.trade_id - b.trade_id);
}

/** The figures of the channel `risk` that the status shows too. */
function figures(data: unknown): Partial<SystemStatus> {
  const { equity, peak, drawdown_pct, equity_age_ms } = data as SystemStatus;
  return { equity, peak, drawdown_pct, equity_age_ms };
}

function merged(trades: readonly Trade[] | undefined, changed: readonly Trade[]): readonly Trade[] | undefined {
  const ids = new Set(changed.map(({ trade_id }) => trade_id));
  return trades && [...trades.filter(({ trade_id }) => !ids.has(trade_id)), ...changed];
}
