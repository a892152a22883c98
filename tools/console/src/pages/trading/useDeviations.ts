import type { Approval } from '../../api/types';
import { useTrades } from '../../hooks/risk';
import { useQuotes, useTradingConfig } from '../../hooks/trading';
import { deviationsOf, midOf, type Deviation } from './deviations';

/** What deviates in a request, as of now, and the mid of its symbol. */
export function useDeviations(approval: Approval): { deviations: readonly Deviation[]; mid: number | null } {
  const trades = useTrades().data;
  const quotes = useQuotes().data;
  const slippage = useTradingConfig().data?.policy['slippage_max_percent']?.value;
  if (!trades || !quotes) {
    return { deviations: [], mid: null };
  }
  const max = slippage === undefined || slippage === null ? null : Number(slippage);
  return { deviations: deviationsOf(approval, trades, quotes, max), mid: midOf(approval.symbol, quotes) };
}
