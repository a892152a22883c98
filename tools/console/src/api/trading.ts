import { query, request } from './http';
import type {
  Approval,
  ApprovalConfig,
  ApprovalConfigUpdate,
  ApprovalDecided,
  CommandWaiting,
  Lockout,
  LockoutChange,
  LockoutRequest,
  Quote,
  TradingConfig,
  TradingConfigUpdate,
} from './types';

const ADMIN = '/api/admin/trading';

export const fetchPending = () => request<readonly Approval[]>('/api/hitl/pending');
export const fetchApproval = (tradeId: number) => request<Approval>(`/api/hitl/${tradeId}`);
export const fetchHistory = (filter: { symbol?: string; status?: string; limit?: number } = {}) =>
  request<readonly Approval[]>(`/api/hitl/history${query(filter)}`);
export const fetchQuotes = () => request<readonly Quote[]>('/api/quotes');
export const fetchApprovalConfig = () => request<ApprovalConfig>(`${ADMIN}/approval-config`);
export const fetchTradingConfig = () => request<TradingConfig>(`${ADMIN}/config`);
export const fetchLockouts = () => request<readonly Lockout[]>(`${ADMIN}/lockouts`);

export const approveTrade = (
  tradeId: number,
  body: { comment?: string; row_hash: string },
  idempotencyKey: string,
) => request<ApprovalDecided>(`/api/hitl/${tradeId}/approve`, { method: 'POST', body, idempotencyKey });

export const rejectTrade = (
  tradeId: number,
  body: { reason: string },
  idempotencyKey: string,
) => request<ApprovalDecided>(`/api/hitl/${tradeId}/reject`, { method: 'POST', body, idempotencyKey });

export const updateApprovalConfig = (body: ApprovalConfigUpdate, idempotencyKey: string) =>
  request<ApprovalConfig | CommandWaiting>(`${ADMIN}/approval-config`, { method: 'PUT', body, idempotencyKey });

export const updateTradingConfig = (body: TradingConfigUpdate, idempotencyKey: string) =>
  request<TradingConfig | CommandWaiting>(`${ADMIN}/config`, { method: 'PATCH', body, idempotencyKey });

export const createLockout = (body: LockoutRequest, idempotencyKey: string) =>
  request<LockoutChange>(`${ADMIN}/lockouts`, { method: 'POST', body, idempotencyKey });

export const deleteLockout = (lockoutId: number, idempotencyKey: string) =>
  request<LockoutChange | CommandWaiting>(`${ADMIN}/lockouts/${lockoutId}`, { method: 'DELETE', idempotencyKey });
