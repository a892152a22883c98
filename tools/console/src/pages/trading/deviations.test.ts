import { describe, expect, it } from 'vitest';
import type { Trade } from '../../api/types';
import { approval, calm } from '../../test/fixtures';
import { deviationsOf } from './deviations';

const trades = calm.trades;
const quotes = calm.quotes;
const texts = (...given: Parameters<typeof deviationsOf>) => deviationsOf(...given).map(({ text, tone }) => `${tone}: ${text}`);

describe('what deviates in a request', () => {
  it('should come first, and say how large an order is against the usual one', () => {
    expect(texts(approval(1, { quantity: '0.5' }), trades, quotes, 0.5)[0]).toBe('bad: 5.0 × the usual size (median of 24 orders)');
    expect(texts(approval(1, { quantity: '0.1' }), trades, quotes, 0.5)[0]).toBe('good: 1.0 × the usual size (median of 24 orders)');
  });

  it('should count neither refused orders nor those of others', () => {
    const [first] = trades as [Trade];
    const others: Trade[] = [
      { ...first, trade_id: 1, state: 'REJECTED' },
      { ...first, trade_id: 2, state: 'AWAITING_APPROVAL' },
      { ...first, trade_id: 3, strategy_id: 8 },
      { ...first, trade_id: 4, symbol: 'ETHUSD' },
    ];
    expect(texts(approval(9), others, quotes, 0.5)).toContain('info: First order of this strategy in this symbol');
  });

  it('should measure against the last hundred orders alone', () => {
    const [first] = trades as [Trade];
    const many = Array.from({ length: 300 }, (_, index) => ({ ...first, trade_id: index, quantity: index < 200 ? '100' : '0.5' }));
    expect(texts(approval(999, { quantity: '0.5' }), many, quotes, 0.5)).toContain(
      'good: 1.0 × the usual size (median of 100 orders)',
    );
  });

  it('should say how far the market moved against the slippage that is allowed', () => {
    expect(texts(approval(1, { request_price: '63000' }), trades, quotes, 0.5)).toContain(
      'bad: Market 1.52 % up since the request (0.5 % allowed)',
    );
  });

  it('should say how far a limit is from the mid', () => {
    expect(texts(approval(1, { order_price: '60000' }), trades, quotes, 0.5)).toContain('bad: Limit 6.19 % below mid');
  });

  it('should say that nothing can be approved without a fresh quote', () => {
    const stale = quotes.map((quote) => ({ ...quote, stale: true }));
    expect(texts(approval(1), trades, stale, 0.5)[0]).toMatch(/^bad: (No fresh quote|5\.0)/);
    expect(texts(approval(1), trades, stale, 0.5)).toContain('bad: No fresh quote: it cannot be approved now');
  });
});
