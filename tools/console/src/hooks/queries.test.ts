import { waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { keys } from '../api/keys';
import { sequenceOf } from '../live/sequences';
import { busy } from '../test/fixtures';
import { run } from '../test/render';
import { failing, server } from '../test/server';
import { useRecord } from './journal';
import * as risk from './risk';
import * as system from './system';
import * as trading from './trading';

/** Every question that a page asks: its hook, its key, and what the server answers. */
const QUESTIONS: readonly [string, () => { data: unknown }, readonly unknown[], unknown][] = [
  ['useSystemStatus', system.useSystemStatus, ['systemStatus'], busy.status],
  ['useTradingPermissions', system.useTradingPermissions, ['tradingPermissions'], busy.permissions],
  ['useComponents', system.useComponents, ['components'], busy.components],
  ['useRecovery', system.useRecovery, ['recovery'], busy.recovery],
  ['useTransitions', system.useTransitions, ['transitions'], busy.transitions],
  ['useRequests', system.useRequests, ['requests'], busy.requests],
  ['useClients', system.useClients, ['clients'], busy.clients],
  ['useSinks', system.useSinks, ['sinks'], busy.sinks],
  ['useEmergency', system.useEmergency, ['emergency'], busy.emergency],
  ['usePending', trading.usePending, ['pending'], busy.pending],
  ['useQuotes', trading.useQuotes, ['quotes'], busy.quotes],
  ['useApprovalConfig', trading.useApprovalConfig, ['approval-config'], busy.approvalConfig],
  ['useTradingConfig', trading.useTradingConfig, ['trading-config'], busy.tradingConfig],
  ['useLockouts', trading.useLockouts, ['lockouts'], busy.lockouts],
  ['useApproval', () => trading.useApproval(37_001_216), ['approval', 37_001_216], busy.history[0]],
  ['useEquity', risk.useEquity, ['equity'], busy.equity],
  ['useTrades', risk.useTrades, ['trades'], busy.trades],
  ['usePositions', risk.usePositions, ['positions'], busy.positions],
  ['useOpenCommands', risk.useOpenCommands, ['commands'], busy.commands],
  ['useStrategies', risk.useStrategies, ['strategies'], busy.strategies],
  ['useModels', risk.useModels, ['models'], busy.models],
  ['useRecord', () => useRecord(4_690), ['journal', 4_690], busy.journal.filter(({ seq }) => seq === 4_690)],
];

describe('the questions of the pages', () => {
  it.each(QUESTIONS)('%s should give what the server answers, under its key', async (_, hook, key, answer) => {
    const { client, result } = run(hook);
    await waitFor(() => expect(result.current.data).toEqual(answer));
    expect(client.getQueryData(key)).toEqual(answer);
  });

  it('should say whether the history is whole', async () => {
    server.use(
      http.get('*/api/hitl/history', ({ request }) => {
        expect(new URL(request.url).search).toBe('?symbol=BTCUSD&limit=50');
        return HttpResponse.json(busy.history, { headers: { 'Sluice-Complete': 'false' } });
      }),
    );
    const { result } = run(() => trading.useHistory({ symbol: 'BTCUSD', limit: 50 }));
    await waitFor(() => expect(result.current.data).toEqual({ rows: busy.history, complete: false }));
  });

  it('should know the record that an answer reflects', async () => {
    const { client, result } = run(system.useSystemStatus);
    await waitFor(() => expect(result.current.isSuccess).toBe(true));
    expect(sequenceOf(client, keys.systemStatus)).toBe(busy.status.seq);
  });

  it('should hand on what the server refused, with its code and correlation id', async () => {
    server.use(http.get('*/api/degradation/status', () => failing(503, 'ENGINE_LOST', 'The engine is away', { 'Retry-After': '2' })));
    const { result } = run(system.useSystemStatus);
    await waitFor(() => expect(result.current.isError).toBe(true));
    expect(result.current.error).toMatchObject({
      status: 503,
      code: 'ENGINE_LOST',
      message: 'The engine is away',
      retryAfterSeconds: 2,
      correlationId: expect.stringMatching(/^c5d405c8/) as string,
    });
  });
});
