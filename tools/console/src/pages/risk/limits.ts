import type { Position, Trade, TradingConfig } from '../../api/types';

/** A limit that is set, and the most of it that is used now, where that can be seen from here. */
export interface LimitUse {
  readonly key: string;
  readonly limit: string;
  readonly used: number | null;
  readonly share: number | null;
}

const PREFIX = 'sluice.limits.';

export function limitsOf(
  config: TradingConfig,
  positions: readonly Position[],
  trades: readonly Trade[],
): readonly LimitUse[] {
  return Object.entries(config.decision)
    .filter(([key, { value }]) => key.startsWith(PREFIX) && isSet(value))
    .map(([key, { value }]) => {
      const limit = String(value);
      const used = usedOf(key, positions, trades);
      const share = used === null || !(Number(limit) > 0) ? null : used / Number(limit);
      return { key: key.slice(PREFIX.length), limit, used, share };
    });
}

function isSet(value: unknown): boolean {
  return value !== null && value !== 'off' && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function usedOf(key: string, positions: readonly Position[], trades: readonly Trade[]): number | null {
  const symbol = /^sluice\.limits\.symbols\.(.+)\.[a-z-]+$/.exec(key)?.[1]?.replace(/"/g, '');
  const mine = (row: { symbol: string }) => symbol === undefined || row.symbol === symbol;
  if (key.endsWith('.max-position')) {
    return Math.max(0, ...positions.filter(mine).map(({ quantity }) => Math.abs(Number(quantity))));
  }
  if (key.endsWith('.max-open-orders')) {
    const counts = new Map<string, number>();
    trades
      .filter((trade) => trade.state === 'ACCEPTED' && mine(trade))
      .forEach((trade) => counts.set(trade.symbol, (counts.get(trade.symbol) ?? 0) + 1));
    return Math.max(0, ...counts.values());
  }
  return null;
}
