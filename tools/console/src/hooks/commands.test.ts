import { act, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { setReauthenticate } from '../api/http';
import { keys } from '../api/keys';
import { run } from '../test/render';
import { accepted, failing, listen, server } from '../test/server';
import * as risk from './risk';
import * as system from './system';
import * as trading from './trading';

const HASH = 'c59634a6f54c1dc9597ed84bdbe9e6fc9123ac1f445530b3fbbce7c8588d6396';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Case {
  readonly name: string;
  readonly hook: () => { mutate: (variables: never) => void; isSuccess: boolean };
  readonly variables: unknown;
  readonly request: string;
  readonly body: unknown;
}

/** Every command: its hook, what it is given, and the request that must come of it. */
const COMMANDS: readonly Case[] = [
  {
    name: 'useForceOverride',
    hook: system.useForceOverride,
    variables: { mode: 'halt', ttl_seconds: 60, reason: 'news' },
    request: 'POST /api/degradation/force',
    body: { mode: 'halt', ttl_seconds: 60, reason: 'news' },
  },
  { name: 'useEndOverride', hook: system.useEndOverride, variables: undefined, request: 'DELETE /api/degradation/force', body: null },
  {
    name: 'useStartRecovery',
    hook: system.useStartRecovery,
    variables: { adopt_positions: true },
    request: 'POST /api/degradation/recovery/start',
    body: { adopt_positions: true },
  },
  {
    name: 'useRecoveryStage',
    hook: system.useRecoveryStage,
    variables: { stage: 'ready', ok: true },
    request: 'POST /api/degradation/recovery/stage',
    body: { stage: 'ready', ok: true },
  },
  { name: 'useEmergencyStop', hook: system.useEmergencyStop, variables: 'fire', request: 'POST /api/emergency/stop', body: { reason: 'fire' } },
  {
    name: 'useEmergencyReset',
    hook: system.useEmergencyReset,
    variables: { reason: 'over', accept_open_positions: true },
    request: 'POST /api/emergency/reset',
    body: { reason: 'over', accept_open_positions: true },
  },
  { name: 'useGuardianLock', hook: system.useGuardianLock, variables: 'news', request: 'POST /api/guardian/lock', body: { reason: 'news' } },
  { name: 'useGuardianUnlock', hook: system.useGuardianUnlock, variables: 'calm', request: 'POST /api/guardian/unlock', body: { reason: 'calm' } },
  { name: 'useConfirmRequest', hook: system.useConfirmRequest, variables: 77, request: 'POST /api/requests/77/confirm', body: {} },
  { name: 'useWithdrawRequest', hook: system.useWithdrawRequest, variables: 77, request: 'POST /api/requests/77/withdraw', body: {} },
  {
    name: 'useApproveTrade',
    hook: trading.useApproveTrade,
    variables: { tradeId: 5, row_hash: HASH, comment: 'fine' },
    request: 'POST /api/hitl/5/approve',
    body: { row_hash: HASH, comment: 'fine' },
  },
  {
    name: 'useRejectTrade',
    hook: trading.useRejectTrade,
    variables: { tradeId: 5, reason: 'too large' },
    request: 'POST /api/hitl/5/reject',
    body: { reason: 'too large' },
  },
  {
    name: 'useUpdateApprovalConfig',
    hook: trading.useUpdateApprovalConfig,
    variables: { auto_approve_paper: false },
    request: 'PUT /api/admin/trading/approval-config',
    body: { auto_approve_paper: false },
  },
  {
    name: 'useUpdateTradingConfig',
    hook: trading.useUpdateTradingConfig,
    variables: { slippage_max_percent: '0.4' },
    request: 'PATCH /api/admin/trading/config',
    body: { slippage_max_percent: '0.4' },
  },
  {
    name: 'useCreateLockout',
    hook: trading.useCreateLockout,
    variables: { ticker: 'TSLA', reason: 'earnings', duration_minutes: 60 },
    request: 'POST /api/admin/trading/lockouts',
    body: { ticker: 'TSLA', reason: 'earnings', duration_minutes: 60 },
  },
  { name: 'useDeleteLockout', hook: trading.useDeleteLockout, variables: 9, request: 'DELETE /api/admin/trading/lockouts/9', body: null },
  {
    name: 'useClosePosition',
    hook: risk.useClosePosition,
    variables: { symbol: 'BTC/USD', tradingMode: 'paper', reason: 'done' },
    request: 'POST /api/positions/BTC%2FUSD/close',
    body: { trading_mode: 'paper', reason: 'done' },
  },
  {
    name: 'useCancelOrder',
    hook: risk.useCancelOrder,
    variables: { tradeId: 5, reason: 'old' },
    request: 'POST /api/trades/5/cancel',
    body: { reason: 'old' },
  },
  {
    name: 'useDisableStrategy',
    hook: risk.useDisableStrategy,
    variables: { strategyId: 7, reason: 'wild' },
    request: 'POST /api/strategies/7/disable',
    body: { reason: 'wild' },
  },
  {
    name: 'useEnableStrategy',
    hook: risk.useEnableStrategy,
    variables: { strategyId: 7, reason: 'mended' },
    request: 'POST /api/strategies/7/enable',
    body: { reason: 'mended' },
  },
  {
    name: 'useWatchSymbol',
    hook: risk.useWatchSymbol,
    variables: { symbol: 'OLD', watched: false, reason: 'delisted' },
    request: 'POST /api/symbols/OLD/unwatch',
    body: { reason: 'delisted' },
  },
  { name: 'useResetDrawdown', hook: risk.useResetDrawdown, variables: 'new week', request: 'POST /api/drawdown/reset', body: { reason: 'new week' } },
  {
    name: 'useCashFlow',
    hook: risk.useCashFlow,
    variables: { flow_id: 'f1', amount: '-5', reason: 'fees' },
    request: 'POST /api/cash-flows',
    body: { flow_id: 'f1', amount: '-5', reason: 'fees' },
  },
  {
    name: 'usePromoteModel',
    hook: risk.usePromoteModel,
    variables: { model_name: 'trend', new_version: '3', old_version: '2' },
    request: 'POST /api/models/promote',
    body: { model_name: 'trend', new_version: '3', old_version: '2' },
  },
];

describe('the commands of the pages', () => {
  it.each(COMMANDS)('$name should send one request with a key of its own', async ({ hook, variables, request, body }) => {
    const seen = listen();
    const { result } = run(hook);
    act(() => result.current.mutate(variables as never));
    await waitFor(() => expect(result.current.isSuccess).toBe(true));
    expect(seen).toHaveLength(1);
    expect(`${seen[0]?.method} ${seen[0]?.path}`).toBe(request);
    expect(seen[0]?.body).toEqual(body);
    expect(seen[0]?.key).toMatch(UUID);
  });

  it('should ask again for what a command touches', async () => {
    let asked = 0;
    server.use(
      http.get('*/api/admin/trading/lockouts', () => {
        asked += 1;
        return HttpResponse.json([]);
      }),
    );
    const { result } = run(() => ({ list: trading.useLockouts(), create: trading.useCreateLockout() }));
    await waitFor(() => expect(result.current.list.data).toEqual([]));
    act(() => result.current.create.mutate({ ticker: 'A', reason: 'b', duration_minutes: 1 }));
    await waitFor(() => expect(asked).toBe(2));
  });

  it('should keep its key while it is open whether the command ran', async () => {
    let answers = 0;
    server.use(
      http.post('*/api/guardian/lock', () =>
        ++answers === 1 ? failing(504, 'OUTCOME_UNKNOWN', 'No answer came') : HttpResponse.json(accepted),
      ),
    );
    const seen = listen();
    const { result } = run(system.useGuardianLock);
    act(() => result.current.mutate('news'));
    await waitFor(() => expect(result.current.isError).toBe(true));
    act(() => result.current.mutate('news'));
    await waitFor(() => expect(result.current.isSuccess).toBe(true));
    act(() => result.current.mutate('news'));
    await waitFor(() => expect(seen).toHaveLength(3));
    expect(seen[1]?.key).toBe(seen[0]?.key);
    expect(seen[2]?.key).not.toBe(seen[0]?.key);
  });

  it('should take another key for another command', async () => {
    server.use(http.post('*/api/guardian/lock', () => failing(503, 'ENGINE_LOST', 'The engine is away')));
    const seen = listen();
    const { result } = run(system.useGuardianLock);
    act(() => result.current.mutate('news'));
    await waitFor(() => expect(seen).toHaveLength(1));
    act(() => result.current.mutate('other news'));
    await waitFor(() => expect(seen).toHaveLength(2));
    expect(seen[1]?.key).not.toBe(seen[0]?.key);
  });

  it('should ask for the token and go on with the same key when a command loosens', async () => {
    let confirmed = false;
    server.use(
      http.post('*/api/guardian/unlock', () =>
        confirmed ? HttpResponse.json(accepted) : failing(403, 'CONFIRM_NEEDED', 'Give the token again'),
      ),
    );
    setReauthenticate(() => {
      confirmed = true;
      return Promise.resolve(true);
    });
    const seen = listen();
    const { result } = run(system.useGuardianUnlock);
    act(() => result.current.mutate('calm'));
    await waitFor(() => expect(result.current.isSuccess).toBe(true));
    expect(seen).toHaveLength(2);
    expect(seen[1]?.key).toBe(seen[0]?.key);
    setReauthenticate(null);
  });

  it('should fail with the refusal when the person gives no token', async () => {
    server.use(http.post('*/api/guardian/unlock', () => failing(403, 'CONFIRM_NEEDED', 'Give the token again')));
    setReauthenticate(() => Promise.resolve(false));
    const { result } = run(system.useGuardianUnlock);
    act(() => result.current.mutate('calm'));
    await waitFor(() => expect(result.current.isError).toBe(true));
    expect(result.current.error).toMatchObject({ code: 'CONFIRM_NEEDED' });
    setReauthenticate(null);
  });

  it('should name its keys as the pages do', () => {
    expect(keys).toMatchObject({
      systemStatus: ['systemStatus'],
      tradingPermissions: ['tradingPermissions'],
      approvalConfig: ['approval-config'],
      tradingConfig: ['trading-config'],
      lockouts: ['lockouts'],
    });
  });
});
