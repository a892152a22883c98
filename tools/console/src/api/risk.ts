import { query, request } from './http';
import type {
  Command,
  CommandAnswer,
  CommandWaiting,
  EquityPoint,
  Model,
  Position,
  Strategy,
  Trade,
  TradingModeValue,
} from './types';

const command = (path: string, body: unknown, idempotencyKey: string) =>
  request<CommandAnswer | CommandWaiting>(path, { method: 'POST', body, idempotencyKey });

export const fetchEquity = (since?: string) => request<readonly EquityPoint[]>(`/api/equity${query({ since })}`);
export const fetchTrades = () => request<readonly Trade[]>('/api/trades');
export const fetchPositions = () => request<readonly Position[]>('/api/positions');
export const fetchOpenCommands = () => request<readonly Command[]>('/api/commands');
export const fetchStrategies = () => request<readonly Strategy[]>('/api/strategies');
export const fetchModels = () => request<readonly Model[]>('/api/models');

export const closePosition = (symbol: string, tradingMode: TradingModeValue, reason: string, key: string) =>
  command(`/api/positions/${encodeURIComponent(symbol)}/close`, { trading_mode: tradingMode, reason }, key);

export const cancelOrder = (tradeId: number, reason: string, key: string) =>
  command(`/api/trades/${tradeId}/cancel`, { reason }, key);

export const disableStrategy = (strategyId: number, reason: string, key: string) =>
  command(`/api/strategies/${strategyId}/disable`, { reason }, key);

export const enableStrategy = (strategyId: number, reason: string, key: string) =>
  command(`/api/strategies/${strategyId}/enable`, { reason }, key);

export const watchSymbol = (symbol: string, watched: boolean, reason: string, key: string) =>
  command(`/api/symbols/${encodeURIComponent(symbol)}/${watched ? 'watch' : 'unwatch'}`, { reason }, key);

export const promoteModel = (
  body: { model_name: string; new_version: string; old_version?: string },
  key: string,
) => command('/api/models/promote', body, key);

export const resetDrawdown = (reason: string, key: string) => command('/api/drawdown/reset', { reason }, key);

export const recordCashFlow = (
  body: { flow_id: string; amount: string; reason: string; equity_after?: string },
  key: string,
) => command('/api/cash-flows', body, key);
