import * as api from '../api/risk';
import { keys } from '../api/keys';
import type { TradingModeValue } from '../api/types';
import { useCommand } from './command';
import { useSluiceQuery } from './query';

export const useEquity = () => useSluiceQuery(keys.equity, () => api.fetchEquity());
export const useTrades = () => useSluiceQuery(keys.trades, api.fetchTrades);
export const usePositions = () => useSluiceQuery(keys.positions, api.fetchPositions);
export const useOpenCommands = () => useSluiceQuery(keys.commands, api.fetchOpenCommands);
export const useStrategies = () => useSluiceQuery(keys.strategies, api.fetchStrategies);
export const useModels = () => useSluiceQuery(keys.models, api.fetchModels);

export const useClosePosition = () =>
  useCommand(
    (close: { symbol: string; tradingMode: TradingModeValue; reason: string }, key) =>
      api.closePosition(close.symbol, close.tradingMode, close.reason, key),
    {
      touches: [keys.positions, keys.commands],
      done: ({ symbol }) => `A close of ${symbol} was ordered`,
      inline: true,
    },
  );

export const useCancelOrder = () =>
  useCommand((cancel: { tradeId: number; reason: string }, key) => api.cancelOrder(cancel.tradeId, cancel.reason, key), {
    touches: [keys.trades, keys.commands],
    done: ({ tradeId }) => `A cancel of order ${tradeId} was sent`,
    inline: true,
  });

export const useDisableStrategy = () =>
  useCommand(
    (change: { strategyId: number; reason: string }, key) =>
      api.disableStrategy(change.strategyId, change.reason, key),
    {
      touches: [keys.strategies, keys.pending, keys.trades],
      done: ({ strategyId }) => `Strategy ${strategyId} is disabled`,
      inline: true,
    },
  );

export const useEnableStrategy = () =>
  useCommand(
    (change: { strategyId: number; reason: string }, key) => api.enableStrategy(change.strategyId, change.reason, key),
    { touches: [keys.strategies], done: ({ strategyId }) => `Strategy ${strategyId} is enabled`, inline: true },
  );

export const useWatchSymbol = () =>
  useCommand(
    (change: { symbol: string; watched: boolean; reason: string }, key) =>
      api.watchSymbol(change.symbol, change.watched, change.reason, key),
    {
      touches: [keys.quotes],
      done: ({ symbol, watched }) => `${symbol} is ${watched ? 'back in' : 'out of'} the freshness rules`,
      inline: true,
    },
  );

export const useResetDrawdown = () =>
  useCommand((reason: string, key) => api.resetDrawdown(reason, key), {
    touches: [keys.systemStatus, keys.equity],
    done: () => 'The peak is the present equity now',
    inline: true,
  });

export const useCashFlow = () =>
  useCommand(
    (flow: { flow_id: string; amount: string; reason: string; equity_after?: string }, key) =>
      api.recordCashFlow(flow, key),
    { touches: [keys.systemStatus, keys.equity], done: ({ amount }) => `A cash flow of ${amount} is booked`, inline: true },
  );

export const usePromoteModel = () =>
  useCommand(
    (model: { model_name: string; new_version: string; old_version?: string }, key) => api.promoteModel(model, key),
    {
      touches: [keys.models],
      done: ({ model_name, new_version }) => `${model_name} ${new_version} is promoted`,
      inline: true,
    },
  );
