import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../api/http';
import { keys } from '../api/keys';
import type { Approval, Position, SystemStatus, Trade } from '../api/types';
import { approval, at, busy, calm } from '../test/fixtures';
import { CacheWriter } from './cacheWriter';
import { newest, noteSequence, sequenceOf } from './sequences';
import { CHANNELS, LiveSocket, type LiveEvent } from './socket';

const answer = <T>(data: T, seq: number | null): Answer<T> => ({
  data,
  status: 200,
  seq,
  ageMs: 1,
  engine: 'attached',
  complete: true,
});

const event = (channel: string, name: string, seq: number, data: unknown, gap = false): LiveEvent => ({
  channel,
  event: name,
  seq,
  time: at(0),
  data,
  gap,
});

describe('answers and events by sequence', () => {
  it('should keep what a later record said when an older answer comes in', () => {
    const client = new QueryClient();
    client.setQueryData(keys.positions, ['new']);
    noteSequence(client, keys.positions, 10);
    expect(newest(client, keys.positions, answer(['old'], 9))).toEqual(['new']);
    expect(newest(client, keys.positions, answer(['same'], 10))).toEqual(['same']);
    expect(newest(client, keys.positions, answer(['newer'], 11))).toEqual(['newer']);
    expect(sequenceOf(client, keys.positions)).toBe(11);
  });

  it('should take an answer that names no record', () => {
    const client = new QueryClient();
    noteSequence(client, keys.sinks, 10);
    expect(newest(client, keys.sinks, answer(['plain'], null))).toEqual(['plain']);
  });
});

describe('the writer of the cache', () => {
  let client: QueryClient;
  let writer: CacheWriter;
  let asked: string[];

  beforeEach(() => {
    vi.useFakeTimers();
    client = new QueryClient();
    writer = new CacheWriter(client);
    asked = [];
    vi.spyOn(client, 'invalidateQueries').mockImplementation((filters) => {
      asked.push(String(filters?.queryKey?.[0] ?? 'everything'));
      return Promise.resolve();
    });
  });

  afterEach(() => {
    writer.end();
    vi.useRealTimers();
  });

  it('should put positions into the cache at once, and drop an older event', () => {
    client.setQueryData(keys.positions, []);
    writer.write(event('positions', 'update', 20, calm.positions));
    writer.write(event('positions', 'update', 19, []));
    expect(client.getQueryData<Position[]>(keys.positions)).toEqual(calm.positions);
  });

  it('should merge the trades that changed', () => {
    const [first, second] = calm.trades as [Trade, Trade];
    client.setQueryData(keys.trades, [first, second]);
    writer.write(event('trades', 'update', 20, [{ ...second, state: 'CLOSED' }]));
    expect(client.getQueryData<Trade[]>(keys.trades)?.map(({ state }) => state)).toEqual([first.state, 'CLOSED']);
  });

  it('should turn the status to an emergency as the event says it', () => {
    client.setQueryData(keys.systemStatus, calm.status);
    writer.write(event('system_status', 'system_status', 5_000, { ...calm.status, system_status: 'EMERGENCY' }));
    expect(client.getQueryData<SystemStatus>(keys.systemStatus)?.system_status).toBe('EMERGENCY');
  });

  it('should move the figures of the status with the channel of risk, and nothing else of it', () => {
    client.setQueryData(keys.systemStatus, calm.status);
    writer.write(event('risk', 'update', 5_000, { equity: '1', peak: '2', drawdown_pct: '-50', equity_age_ms: 3, soft_percent: '5' }));
    expect(client.getQueryData(keys.systemStatus)).toEqual({
      ...calm.status,
      equity: '1',
      peak: '2',
      drawdown_pct: '-50',
      equity_age_ms: 3,
    });
  });

  it('should add a request where it expires, and take a decided one out', () => {
    client.setQueryData(keys.pending, busy.pending);
    const first = approval(1, { expires_at: at(1) });
    writer.write(event('hitl', 'hitl.created', 5_000, first));
    expect(client.getQueryData<Approval[]>(keys.pending)?.[0]?.trade_id).toBe(1);
    writer.write(event('hitl', 'hitl.decided', 5_001, first));
    expect(client.getQueryData<Approval[]>(keys.pending)).toEqual(busy.pending);
  });

  it('should not take a use of a link for a decision', () => {
    client.setQueryData(keys.pending, busy.pending);
    writer.write(event('hitl', 'hitl.link.used', 5_000, { trade_id: busy.pending[0]?.trade_id }));
    expect(client.getQueryData<Approval[]>(keys.pending)).toEqual(busy.pending);
  });

  it('should ask once for a burst of events', () => {
    for (let seq = 1; seq <= 500; seq += 1) {
      writer.write(event('lockouts', 'lockout.created', seq, {}));
    }
    vi.advanceTimersByTime(1_000);
    expect(asked).toEqual(['lockouts']);
  });

  it('should ask for everything after a gap', () => {
    writer.write(event('hitl', 'snapshot', 90_000, [], true));
    expect(asked).toEqual(['everything']);
  });

  it('should pass over channels that it does not know, and the second name of the status', () => {
    writer.write(event('regime', 'system_status', 1, {}));
    writer.write(event('weather', 'rain', 1, {}));
    vi.advanceTimersByTime(1_000);
    expect(asked).toEqual([]);
  });
});

/** A socket that does what a test says. */
class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: unknown[] = [];

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.onclose?.();
  }
}

describe('the socket', () => {
  let sockets: FakeSocket[];
  let heard: string[];
  let live: LiveSocket;

  beforeEach(() => {
    vi.useFakeTimers();
    sockets = [];
    heard = [];
    live = new LiveSocket(
      'ws://localhost/ws',
      {
        onOpen: () => heard.push('open'),
        onEvent: ({ channel, seq }) => heard.push(`${channel} ${seq}`),
        onClose: () => heard.push('closed'),
      },
      () => {
        const socket = new FakeSocket();
        sockets.push(socket);
        return socket as unknown as WebSocket;
      },
    );
    live.start();
  });

  afterEach(() => {
    live.end();
    vi.useRealTimers();
  });

  it('should subscribe to every channel, and after a loss from the last record on', () => {
    sockets[0]?.onopen?.();
    sockets[0]?.onmessage?.({ data: JSON.stringify(event('hitl', 'hitl.created', 42, {})) });
    sockets[0]?.onclose?.();
    vi.advanceTimersByTime(1_000);
    sockets[1]?.onopen?.();
    expect(sockets[0]?.sent).toEqual([{ subscribe: CHANNELS }]);
    expect(sockets[1]?.sent).toEqual([{ subscribe: CHANNELS, since: 42 }]);
    expect(heard).toEqual(['open', 'hitl 42', 'closed', 'open']);
  });

  it('should wait longer after each failure, at most ten seconds', () => {
    for (let failure = 0; failure < 8; failure += 1) {
      sockets.at(-1)?.onclose?.();
      vi.advanceTimersByTime(10_000);
    }
    const before = sockets.length;
    sockets.at(-1)?.onclose?.();
    vi.advanceTimersByTime(4_999);
    expect(sockets).toHaveLength(before);
    vi.advanceTimersByTime(5_001);
    expect(sockets).toHaveLength(before + 1);
  });

  it('should stay closed once it was ended', () => {
    live.end();
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    expect(heard).toEqual([]);
  });
});
