import * as api from '../api/system';
import { keys } from '../api/keys';
import type { ForceOverrideRequest, RecoveryStageValue } from '../api/types';
import { setEngineTime } from '../live/engineClock';
import { useCommand } from './command';
import { useSluiceQuery } from './query';

const MODE = [
  keys.systemStatus,
  keys.tradingPermissions,
  keys.transitions,
  keys.recovery,
  keys.components,
  keys.emergency,
] as const;

export function useSystemStatus() {
  return useSluiceQuery(keys.systemStatus, async () => {
    const answer = await api.fetchSystemStatus();
    setEngineTime(answer.data.engine === 'lost' ? null : answer.data.time);
    return answer;
  });
}

export const useTradingPermissions = () => useSluiceQuery(keys.tradingPermissions, api.fetchTradingPermissions);
export const useComponents = () => useSluiceQuery(keys.components, api.fetchComponents);
export const useRecovery = () => useSluiceQuery(keys.recovery, api.fetchRecovery);
export const useTransitions = () => useSluiceQuery(keys.transitions, () => api.fetchTransitions());
export const useRequests = () => useSluiceQuery(keys.requests, api.fetchRequests);
export const useClients = () => useSluiceQuery(keys.clients, api.fetchClients);
export const useSinks = () => useSluiceQuery(keys.sinks, api.fetchSinks);
export const useEmergency = () => useSluiceQuery(keys.emergency, api.fetchEmergency);

export const useForceOverride = () =>
  useCommand((body: ForceOverrideRequest, key) => api.forceOverride(body, key), {
    touches: MODE,
    done: ({ mode, ttl_seconds }) => `Mode ${mode} is forced for ${ttl_seconds} s`,
    inline: true,
  });

export const useEndOverride = () =>
  useCommand((_: void, key) => api.endOverride(key), { touches: MODE, done: () => 'The forced mode has ended' });

export const useStartRecovery = () =>
  useCommand((body: { adopt_positions?: boolean }, key) => api.startRecovery(body, key), {
    touches: MODE,
    done: () => 'A recovery has started',
    inline: true,
  });

export const useRecoveryStage = () =>
  useCommand((body: { stage: RecoveryStageValue; ok: boolean; detail?: string }, key) => api.reportStage(body, key), {
    touches: MODE,
    done: ({ stage, ok }) => `Stage ${stage} is reported ${ok ? 'ok' : 'failed'}`,
    inline: true,
  });

export const useEmergencyStop = () =>
  useCommand((reason: string, key) => api.stopEmergency(reason, key), {
    touches: [...MODE, keys.pending, keys.positions, keys.trades, keys.commands],
    done: () => 'The emergency stop was given',
    inline: true,
  });

export const useEmergencyReset = () =>
  useCommand((body: { reason: string; accept_open_positions?: boolean }, key) => api.resetEmergency(body, key), {
    touches: MODE,
    done: () => 'The emergency is over; a recovery follows',
    inline: true,
  });

export const useGuardianLock = () =>
  useCommand((reason: string, key) => api.lockGuardian(reason, key), {
    touches: [keys.systemStatus, keys.pending, keys.history],
    done: () => 'The guardian is locked: no new orders, no new requests',
    inline: true,
  });

export const useGuardianUnlock = () =>
  useCommand((reason: string, key) => api.unlockGuardian(reason, key), {
    touches: [keys.systemStatus],
    done: () => 'The guardian is unlocked',
    inline: true,
  });

export const useConfirmRequest = () =>
  useCommand((id: number, key) => api.confirmRequest(id, key), {
    touches: [...MODE, keys.lockouts, keys.strategies, keys.approvalConfig, keys.tradingConfig],
    done: (id) => `Request ${id} is confirmed, and its command ran`,
    inline: true,
  });

export const useWithdrawRequest = () =>
  useCommand((id: number, key) => api.withdrawRequest(id, key), {
    touches: [],
    done: (id) => `Request ${id} is withdrawn`,
  });
