import { useSyncExternalStore } from 'react';
import { onAnswer } from '../api/http';

/** How the page hears of the engine: by the socket, by asking again and again, or not at all. */
export interface Connection {
  readonly socket: 'open' | 'closed';
  readonly reachable: boolean;
  /** When serve answered last, by the clock of this browser; null before the first answer. */
  readonly answeredAt: number | null;
  readonly unreachableSince: number | null;
  /** Since when serve has no engine, as far as its image goes; null while it has one. */
  readonly engineLostSince: number | null;
}

let state: Connection = {
  socket: 'closed',
  reachable: true,
  answeredAt: null,
  unreachableSince: null,
  engineLostSince: null,
};
const watchers = new Set<() => void>();

function set(change: Partial<Connection>): void {
  state = { ...state, ...change };
  watchers.forEach((watcher) => watcher());
}

onAnswer(({ reachable, engine, ageMs }) => {
  const now = Date.now();
  if (reachable) {
    set({ reachable, answeredAt: now, unreachableSince: null });
    if (engine === 'lost') {
      set({ engineLostSince: state.engineLostSince ?? now - (ageMs ?? 0) });
    } else if (engine !== null) {
      set({ engineLostSince: null });
    }
  } else {
    set({ reachable, unreachableSince: state.unreachableSince ?? state.answeredAt ?? now });
  }
});

export function setSocket(socket: Connection['socket']): void {
  set({ socket });
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );
}
