import type { QueryClient } from '@tanstack/react-query';
import { keys, type CacheKey } from '../api/keys';
import type { Approval } from '../api/types';
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

/** The channels whose data is a list that the cache holds as it is. */
const LISTS: Partial<Record<Channel, CacheKey>> = {
  positions: keys.positions,
  trades: keys.trades,
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
    const list = LISTS[channel];
    if (list && Array.isArray(event.data)) {
      this.put(list, event.seq, () => event.data);
    } else {
      if (channel === 'system_status') {
        this.put(keys.liveStatus, event.seq, () => event.data);
      }
      if (channel === 'hitl' && event.event !== 'snapshot') {
        this.putApproval(event.event, event.seq, event.data as Approval);
      }
      this.ask(TOUCHED[channel]);
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
    this.put<readonly Approval[]>(keys.pending, seq, (pending) => {
      if (!pending) {
        return undefined;
      }
      const others = pending.filter((row) => row.trade_id !== approval.trade_id);
      const waits = event === 'hitl.created' || event === 'hitl.restored';
      return waits ? byExpiry([...others, approval]) : others;
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
