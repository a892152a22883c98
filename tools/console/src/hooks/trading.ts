import { useQuery, useQueryClient } from '@tanstack/react-query';
import * as api from '../api/trading';
import { keys } from '../api/keys';
import type { Approval, ApprovalConfigUpdate, LockoutRequest, TradingConfigUpdate } from '../api/types';
import { newest } from '../live/sequences';
import { useCommand } from './command';
import { POLL_MS, useSluiceQuery } from './query';

export const usePending = (enabled = true) => useSluiceQuery(keys.pending, api.fetchPending, { enabled });
export const useQuotes = () => useSluiceQuery(keys.quotes, api.fetchQuotes);
export const useApprovalConfig = () => useSluiceQuery(keys.approvalConfig, api.fetchApprovalConfig);
export const useTradingConfig = () => useSluiceQuery(keys.tradingConfig, api.fetchTradingConfig);
export const useLockouts = () => useSluiceQuery(keys.lockouts, api.fetchLockouts);
export const useApproval = (tradeId: number) =>
  useSluiceQuery([...keys.approval, tradeId], () => api.fetchApproval(tradeId));

/** What was decided, newest first, and whether the list is whole. */
export function useHistory(filter: { symbol?: string; status?: string; limit?: number }) {
  const client = useQueryClient();
  const queryKey = [...keys.history, filter];
  return useQuery({
    queryKey,
    queryFn: async () => {
      const answer = await api.fetchHistory(filter);
      const data: { rows: readonly Approval[]; complete: boolean } = { rows: answer.data, complete: answer.complete };
      return newest(client, queryKey, { ...answer, data });
    },
    refetchInterval: POLL_MS,
  });
}

const DECIDED = [keys.pending, keys.history, keys.approval, keys.trades] as const;

export const useApproveTrade = () =>
  useCommand(
    ({ tradeId, ...body }: { tradeId: number; comment?: string; row_hash: string }, key) =>
      api.approveTrade(tradeId, body, key),
    { touches: DECIDED, done: ({ tradeId }) => `Trade ${tradeId} is approved`, inline: true },
  );

export const useRejectTrade = () =>
  useCommand(
    ({ tradeId, ...body }: { tradeId: number; reason: string }, key) =>
      api.rejectTrade(tradeId, body, key),
    { touches: DECIDED, done: ({ tradeId }) => `Trade ${tradeId} is rejected`, inline: true },
  );

export const useUpdateApprovalConfig = () =>
  useCommand((change: ApprovalConfigUpdate, key) => api.updateApprovalConfig(change, key), {
    touches: [keys.approvalConfig, keys.tradingConfig],
    done: () => 'Approval settings are saved; they hold for later requests',
    inline: true,
  });

export const useUpdateTradingConfig = () =>
  useCommand((change: TradingConfigUpdate, key) => api.updateTradingConfig(change, key), {
    touches: [keys.tradingConfig, keys.approvalConfig, keys.systemStatus],
    done: () => 'The policy is saved',
    inline: true,
  });

export const useCreateLockout = () =>
  useCommand((lockout: LockoutRequest, key) => api.createLockout(lockout, key), {
    touches: [keys.lockouts],
    done: ({ ticker = '', duration_minutes }) => `${ticker} is locked for ${duration_minutes} min`,
    inline: true,
  });

export const useDeleteLockout = () =>
  useCommand((lockoutId: number, key) => api.deleteLockout(lockoutId, key), {
    touches: [keys.lockouts],
    done: (lockoutId) => `Lockout ${lockoutId} is removed`,
    inline: true,
  });
