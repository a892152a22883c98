import type { Approval, Quote, Trade } from '../../api/types';
import type { Tone } from '../../ui/modes';

/** What is unusual about a request, the worst first. */
export interface Deviation {
  readonly text: string;
  readonly tone: Tone;
}

const REMEMBERED = 100;
const LARGE = 2;
const VERY_LARGE = 4;

const ORDER: readonly Tone[] = ['bad', 'warn', 'info', 'calm', 'good'];

export function deviationsOf(
  approval: Approval,
  trades: readonly Trade[],
  quotes: readonly Quote[],
  slippageMaxPercent: number | null,
): readonly Deviation[] {
  return [sizeOf(approval, trades), ...pricesOf(approval, quotes, slippageMaxPercent)]
    .filter((deviation) => deviation !== null)
    .sort((a, b) => ORDER.indexOf(a.tone) - ORDER.indexOf(b.tone));
}

/** Its size against the median of the strategy's last allowed orders in that symbol. */
function sizeOf(approval: Approval, trades: readonly Trade[]): Deviation | null {
  const sizes = trades
    .filter(
      ({ strategy_id, symbol, state, trade_id }) =>
        strategy_id === approval.strategy_id &&
        symbol === approval.symbol &&
        trade_id !== approval.trade_id &&
        state !== 'REJECTED' &&
        state !== 'AWAITING_APPROVAL' &&
        state !== 'PENDING',
    )
    .sort((a, b) => b.trade_id - a.trade_id)
    .slice(0, REMEMBERED)
    .map(({ quantity }) => Number(quantity));
  if (sizes.length === 0) {
    return { text: 'First order of this strategy in this symbol', tone: 'info' };
  }
  const usual = median(sizes);
  const times = usual === 0 ? 0 : Number(approval.quantity) / usual;
  const of = `median of ${sizes.length} ${sizes.length === 1 ? 'order' : 'orders'}`;
  return {
    text: `${times.toFixed(1)} × the usual size (${of})`,
    tone: times >= VERY_LARGE ? 'bad' : times >= LARGE ? 'warn' : 'good',
  };
}

/** How far the market went since the request, and how far a limit price is from it. */
function pricesOf(
  approval: Approval,
  quotes: readonly Quote[],
  slippageMaxPercent: number | null,
): readonly (Deviation | null)[] {
  const mid = midOf(approval.symbol, quotes);
  if (mid === null) {
    return [{ text: 'No fresh quote: it cannot be approved now', tone: 'bad' }];
  }
  return [movedOf(Number(approval.request_price), mid, slippageMaxPercent), limitOf(Number(approval.order_price), mid)];
}

function movedOf(request: number, mid: number, max: number | null): Deviation | null {
  if (!request) {
    return null;
  }
  const moved = ((mid - request) / Math.abs(request)) * 100;
  const size = Math.abs(moved);
  const limit = max === null ? '' : ` (${max} % allowed)`;
  return {
    text: `Market ${size < 0.005 ? 'unmoved' : `${size.toFixed(2)} % ${moved > 0 ? 'up' : 'down'}`} since the request${limit}`,
    tone: max !== null && size > max ? 'bad' : max !== null && size > max / 2 ? 'warn' : 'good',
  };
}

function limitOf(limit: number, mid: number): Deviation | null {
  if (!limit) {
    return null;
  }
  const away = ((limit - mid) / Math.abs(mid)) * 100;
  const size = Math.abs(away);
  return {
    text: `Limit ${size.toFixed(2)} % ${away < 0 ? 'below' : 'above'} mid`,
    tone: size >= 5 ? 'bad' : size >= 1 ? 'warn' : 'good',
  };
}

/** The mid of a fresh quote; null without one. */
export function midOf(symbol: string, quotes: readonly Quote[]): number | null {
  const quote = quotes.find((row) => row.symbol === symbol);
  return quote && !quote.stale ? (Number(quote.bid) + Number(quote.ask)) / 2 : null;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
