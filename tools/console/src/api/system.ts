import { request } from './http';
import type {
  Client,
  CommandAnswer,
  CommandWaiting,
  Component,
  Emergency,
  ForceOverrideRequest,
  ForceOverrideResponse,
  Guardian,
  ModeTransition,
  Recovery,
  RecoveryStarted,
  RecoveryStageValue,
  Sink,
  SystemStatus,
  TradingPermissions,
  WaitingRequest,
} from './types';

const DEGRADATION = '/api/degradation';

export const fetchSystemStatus = () => request<SystemStatus>(`${DEGRADATION}/status`);
export const fetchTradingPermissions = () => request<TradingPermissions>(`${DEGRADATION}/permissions`);
export const fetchComponents = () => request<readonly Component[]>(`${DEGRADATION}/components`);
export const fetchRecovery = () => request<Recovery>(`${DEGRADATION}/recovery`);
export const fetchTransitions = (limit = 50) =>
  request<readonly ModeTransition[]>(`${DEGRADATION}/transitions?limit=${limit}`);
export const fetchRequests = () => request<readonly WaitingRequest[]>('/api/requests');
export const fetchClients = () => request<readonly Client[]>('/api/clients');
export const fetchSinks = () => request<readonly Sink[]>('/api/sinks');
export const fetchEmergency = () => request<Emergency>('/api/emergency');

export const forceOverride = (body: ForceOverrideRequest, idempotencyKey: string) =>
  request<ForceOverrideResponse | CommandWaiting>(`${DEGRADATION}/force`, { method: 'POST', body, idempotencyKey });

export const endOverride = (idempotencyKey: string) =>
  request<ForceOverrideResponse | CommandWaiting>(`${DEGRADATION}/force`, { method: 'DELETE', idempotencyKey });

export const startRecovery = (body: { adopt_positions?: boolean }, idempotencyKey: string) =>
  request<RecoveryStarted | CommandWaiting>(`${DEGRADATION}/recovery/start`, { method: 'POST', body, idempotencyKey });

export const reportStage = (body: { stage: RecoveryStageValue; ok: boolean; detail?: string }, idempotencyKey: string) =>
  request<CommandAnswer>(`${DEGRADATION}/recovery/stage`, { method: 'POST', body, idempotencyKey });

export const stopEmergency = (reason: string, idempotencyKey: string) =>
  request<Emergency>('/api/emergency/stop', { method: 'POST', body: { reason }, idempotencyKey });

export const resetEmergency = (
  body: { reason: string; accept_open_positions?: boolean },
  idempotencyKey: string,
) => request<Emergency | CommandWaiting>('/api/emergency/reset', { method: 'POST', body, idempotencyKey });

export const lockGuardian = (reason: string, idempotencyKey: string) =>
  request<Guardian>('/api/guardian/lock', { method: 'POST', body: { reason }, idempotencyKey });

export const unlockGuardian = (reason: string, idempotencyKey: string) =>
  request<Guardian | CommandWaiting>('/api/guardian/unlock', { method: 'POST', body: { reason }, idempotencyKey });

export const confirmRequest = (id: number, idempotencyKey: string) =>
  request<CommandAnswer>(`/api/requests/${id}/confirm`, { method: 'POST', body: {}, idempotencyKey });

export const withdrawRequest = (id: number, idempotencyKey: string) =>
  request<CommandAnswer>(`/api/requests/${id}/withdraw`, { method: 'POST', body: {}, idempotencyKey });
