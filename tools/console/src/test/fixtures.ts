import type {
  Approval,
  ApprovalConfig,
  Client,
  Command,
  Component,
  Emergency,
  EquityPoint,
  JournalLine,
  Lockout,
  Model,
  ModeTransition,
  Position,
  Quote,
  Recovery,
  Session,
  Sink,
  Strategy,
  SystemStatus,
  Trade,
  TradingConfig,
  TradingPermissions,
  WaitingRequest,
} from '../api/types';

/** Everything that the API answers, for tests: one scene a state of the engine. */
export interface Scene {
  readonly session: Session;
  readonly status: SystemStatus;
  readonly permissions: TradingPermissions;
  readonly components: readonly Component[];
  readonly recovery: Recovery;
  readonly transitions: readonly ModeTransition[];
  readonly requests: readonly WaitingRequest[];
  readonly clients: readonly Client[];
  readonly sinks: readonly Sink[];
  readonly emergency: Emergency;
  readonly pending: readonly Approval[];
  readonly history: readonly Approval[];
  readonly quotes: readonly Quote[];
  readonly approvalConfig: ApprovalConfig;
  readonly tradingConfig: TradingConfig;
  readonly lockouts: readonly Lockout[];
  readonly equity: readonly EquityPoint[];
  readonly trades: readonly Trade[];
  readonly positions: readonly Position[];
  readonly commands: readonly Command[];
  readonly strategies: readonly Strategy[];
  readonly models: readonly Model[];
  readonly journal: readonly JournalLine[];
}

export const CORRELATION = 'c5d405c8-cea0-4bd1-9789-0b606ee7f7e0';
const SEQ = 4711;

/** A moment so many seconds from now. */
export const at = (seconds: number, now = Date.now()) => new Date(now + seconds * 1000).toISOString();

export const session: Session = {
  who: 'alice-desk',
  role: 'operator',
  operator: 'alice',
  strategy_id: null,
  until: at(36_000),
  idle_until: at(1_800),
  confirmed_until: null,
  instance: {
    journal_kind: 'live',
    journal_id: '5dda8228-123a-401d-93de-3c131c51a944',
    directory: '/var/lib/sluice',
    host: 'trade-1',
  },
  correlation_id: CORRELATION,
};

/** What a one-time link gives: it reads one request and signs nobody in. */
export const linkSession: Session = {
  ...session,
  who: 'link',
  role: 'viewer',
  operator: null,
  until: session.idle_until,
};

const transitions: readonly ModeTransition[] = [
  transition('recovering', 'normal', 'recovery.complete', 'system', -4_200),
  transition('safe_mode_disconnected', 'recovering', 'broker.reconnected', 'broker', -4_212),
  transition('normal', 'safe_mode_disconnected', 'broker.disconnect', 'broker', -4_260),
  transition('recovering', 'normal', 'recovery.complete', 'system', -21_000),
  transition('normal', 'recovering', 'cold_start', 'system', -21_015),
];

function transition(
  from: ModeTransition['from_mode'],
  to: ModeTransition['to_mode'],
  reason: ModeTransition['reason_code'],
  source: ModeTransition['source'],
  seconds: number,
): ModeTransition {
  return {
    seq: SEQ + seconds,
    from_mode: from,
    to_mode: to,
    stage: to === 'recovering' ? 'verify_risk' : null,
    reason_code: reason,
    source,
    trigger: null,
    operator_id: null,
    override_ttl_seconds: null,
    detail: null,
    timestamp: at(seconds),
  };
}

export const status: SystemStatus = {
  system_status: 'NORMAL',
  seq: SEQ,
  time: at(0),
  mode: 'normal',
  stage: null,
  level: 'healthy',
  is_override: false,
  override_mode: null,
  override_expires_at: null,
  computed_mode: 'normal',
  mode_since: at(-4_200),
  causes: [],
  emergency_mode: false,
  emergency_reason_code: null,
  emergency_drawdown_pct: null,
  emergency_activated_at: null,
  allow_new_trades: true,
  trading_mode: 'live',
  guardian_locked: false,
  guardian_since: null,
  drawdown_pct: '-1.31',
  peak: '101250.5',
  equity: '99924.12',
  equity_age_ms: 420,
  hitl_enabled: true,
  override_operator_id: null,
  override_reason: null,
  emergency_reason: null,
  guardian_reason: null,
  last_transition: transitions[0] ?? null,
  safeguards: {
    policy_store: 'ACTIVE',
    emergency_stop: 'ACTIVE',
    event_buffer: 'ACTIVE',
    trade_state: 'ACTIVE',
    sizing_fallback: 'ACTIVE',
    model_sync: 'OFF',
    drawdown_monitor: 'ACTIVE',
  },
  engine: 'attached',
  correlation_id: CORRELATION,
};

const ALL = { open: true, send: true, amend: true, cancel: true, reduce_only: true, query: true };

export const permissions: TradingPermissions = {
  seq: SEQ,
  time: at(0),
  mode: 'normal',
  stage: null,
  emergency: false,
  permissions: ALL,
  warnings: {},
  reasons: {},
  engine: 'attached',
  correlation_id: CORRELATION,
};

function component(source: Component['source'], change: Partial<Component> = {}): Component {
  return {
    seq: SEQ,
    time: at(0),
    source,
    level: 'healthy',
    consecutive_failures: 0,
    last_reason: null,
    last_seen_at: at(-1),
    unstable_since: null,
    required: true,
    ...change,
  };
}

const components: readonly Component[] = [
  component('broker', { last_reason: 'broker.disconnect' }),
  component('market_data'),
  component('risk'),
  component('db', { required: false }),
  component('alerts', { required: false, level: 'unknown', last_seen_at: null }),
  component('system', { required: false, level: 'unknown', last_seen_at: null }),
];

const recovery: Recovery = {
  active: false,
  seq: SEQ,
  time: at(0),
  trigger: null,
  stage: null,
  attempt: null,
  since: null,
  run_id: null,
  evidence: null,
  correlation_id: CORRELATION,
};

export function approval(tradeId: number, change: Partial<Approval> = {}): Approval {
  return {
    seq: SEQ,
    time: at(0),
    id: tradeId,
    trade_id: tradeId,
    strategy_id: 7,
    intent_id: 12,
    action: 'open',
    trading_mode: 'live',
    symbol: 'BTCUSD',
    instrument: 'BTCUSD',
    side: 'BUY',
    quantity: '0.5',
    leverage: '1',
    risk_pct: '0.8',
    confidence: '0.74',
    request_price: '63985.98181253',
    correlation_id: CORRELATION,
    status: 'AWAITING_APPROVAL',
    requested_at: at(-48),
    expires_at: at(252),
    decided_at: null,
    decision_channel: null,
    row_hash: 'c59634a6f54c1dc9597ed84bdbe9e6fc9123ac1f445530b3fbbce7c8588d6396',
    order_price: '0',
    model_name: 'trend',
    model_version: '2.4.1',
    reasoning_summary: 'Breakout above the four-hour range with rising volume; stop at 62,900.',
    decided_by: null,
    decision_reason: null,
    decision_comment: null,
    seconds_remaining: 252,
    ...change,
  };
}

const decided = (tradeId: number, seconds: number, change: Partial<Approval>) =>
  approval(tradeId, { status: 'ACCEPTED', decided_at: at(seconds), seconds_remaining: null, ...change });

function quote(symbol: string, bid: string, ask: string, change: Partial<Quote> = {}): Quote {
  return {
    seq: SEQ,
    time: at(0),
    symbol,
    instrument: symbol,
    bid,
    ask,
    age_ms: 180,
    stale: false,
    watched: true,
    ...change,
  };
}

function trade(id: number, change: Partial<Trade> = {}): Trade {
  return {
    seq: SEQ,
    time: at(0),
    trade_id: id,
    strategy_id: 7,
    intent_id: id,
    symbol: 'BTCUSD',
    instrument: 'BTCUSD',
    side: 'BUY',
    trading_mode: 'live',
    quantity: '0.1',
    filled_quantity: '0.1',
    average_price: '63900',
    state: 'FILLED',
    since: at(-900),
    ...change,
  };
}

function position(symbol: string, quantity: string, change: Partial<Position> = {}): Position {
  return {
    seq: SEQ,
    time: at(0),
    symbol,
    instrument: symbol,
    trading_mode: 'live',
    quantity,
    average_price: '63120.5',
    reported_age_ms: 4_000,
    stale: false,
    reported_quantity: quantity,
    reported_at: at(-4),
    differs: false,
    ...change,
  };
}

function lockout(id: number, symbol: string, change: Partial<Lockout> = {}): Lockout {
  return {
    seq: SEQ,
    time: at(0),
    lockout_id: id,
    symbol,
    ticker: symbol,
    lockout_type: 'manual',
    created_at: at(-600),
    expires_at: at(3_000),
    seconds_remaining: 3_000,
    trading_mode: null,
    reason: 'Earnings tonight',
    created_by: 'alice',
    ...change,
  };
}

function client(id: number, name: string, roles: Client['roles'], change: Partial<Client> = {}): Client {
  return {
    seq: SEQ,
    time: at(0),
    client_id: id,
    roles,
    road: 'fast',
    since: at(-21_000),
    os_user: 'trader',
    principal: null,
    name,
    refused: 0,
    ...change,
  };
}

export const approvalConfig: ApprovalConfig = {
  auto_approve_paper: true,
  require_approval_for_live: true,
  approval_timeout_minutes: 5,
  approval_timeout_seconds: 300,
  version: 3,
  correlation_id: CORRELATION,
};

const set = (value: string | number | boolean, source = 'default') => ({ value, source });

export const tradingConfig: TradingConfig = {
  version: 3,
  policy: {
    allow_new_trades: set(true),
    hitl_enabled: set(true),
    slippage_max_percent: set('0.5'),
    trading_mode: set('live'),
  },
  decision: {
    'sluice.drawdown.soft-percent': set('5'),
    'sluice.drawdown.hard-percent': set('10'),
    'sluice.limits.default.max-position': set('2', 'file'),
    'sluice.limits.default.max-open-orders': set(4, 'file'),
    'sluice.limits.default.collar-percent': set('3', 'file'),
    'sluice.limits.rate.per-strategy': set('off'),
  },
  correlation_id: CORRELATION,
};

/** A curve that falls, rises, and falls again. */
function equityCurve(fall: number): readonly EquityPoint[] {
  const points: EquityPoint[] = [];
  let peak = 0;
  for (let index = 0; index < 240; index += 1) {
    const wave = Math.sin(index / 17) * 350 + Math.sin(index / 5) * 90 + index * 3;
    const equity = 100_000 + wave - (index > 200 ? ((index - 200) / 40) * fall : 0);
    peak = Math.max(peak, equity);
    points.push({
      time: at((index - 240) * 60),
      equity: equity.toFixed(2),
      peak: peak.toFixed(2),
      drawdown_pct: (((equity - peak) / peak) * 100).toFixed(4),
      soft_percent: '5',
      hard_percent: '10',
    });
  }
  return points;
}

const line = (seq: number, change: Partial<JournalLine> & Pick<JournalLine, 'kind' | 'type'>): JournalLine => ({
  seq,
  time: at(seq - SEQ),
  correlationId: CORRELATION,
  ...change,
});

export const journal: readonly JournalLine[] = [
  line(4690, {
    kind: 'input',
    type: 'OrderIntent',
    origin: 'strategy:7',
    strategyId: 7,
    intentId: 12,
    action: 'open',
    symbol: 'BTCUSD',
    side: 'BUY',
    quantity: '0.5',
    price: '0',
  }),
  line(4690, {
    kind: 'outcome',
    type: 'ApprovalCreated',
    event: 'hitl.created',
    severity: 'info',
    actor: '7',
    tradeId: 38420480,
    message: 'A person is asked: trade 38420480, open BUY 0.5 BTCUSD',
  }),
  line(4690, {
    kind: 'outcome',
    type: 'Decision',
    event: 'order.decision',
    severity: 'info',
    actor: '7',
    verdict: 'HOLD',
    code: 'OK',
    message: 'Held: trade 38420480 waits for a person',
  }),
  line(4702, { kind: 'input', type: 'Quote', origin: 'market:paper', symbol: 'BTCUSD', bid: '63951.2', ask: '63964.0' }),
  line(4705, {
    kind: 'outcome',
    type: 'ComponentChanged',
    event: 'system.component',
    severity: 'warning',
    actor: 'paper',
    message: 'risk is unstable (was healthy)',
  }),
  line(4709, {
    kind: 'outcome',
    type: 'SecurityAlert',
    event: 'security.alert',
    severity: 'critical',
    actor: 'engine',
    code: 'SEC-030',
    message: 'Security alert LATE_FILL: trade 38420012',
  }),
];

const emergency: Emergency = {
  active: false,
  phase: null,
  reason: null,
  activated_at: null,
  positions_to_close: null,
  orders_to_cancel: null,
  positions_closed: null,
  orders_cancelled: null,
  attempt: null,
  verified: null,
  open: null,
  correlation_id: CORRELATION,
};

/** A day without anything to do. */
export const calm: Scene = {
  session,
  status,
  permissions,
  components,
  recovery,
  transitions,
  requests: [],
  clients: [
    client(1, 'trend follower', ['strategy'], { principal: '7' }),
    client(2, 'venue adapter', ['broker', 'market', 'risk']),
    client(3, 'sluice serve', ['operator', 'monitor'], { road: 'slow' }),
  ],
  sinks: [
    {
      sink: 'mirror',
      required: true,
      sequence: SEQ,
      written: 18_234,
      replayed: 0,
      duplicates: 12,
      failed: 0,
      lag: 0,
      bytes: 4_812_331,
      down_since: null,
      trouble: null,
    },
  ],
  emergency,
  pending: [],
  history: [
    decided(37_001_216, -1_800, { decided_by: 'bob', decision_channel: 'DISCORD', decision_reason: 'OPERATOR_APPROVED' }),
    decided(36_880_384, -5_400, {
      status: 'REJECTED',
      side: 'SELL',
      symbol: 'ETHUSD',
      quantity: '12.25',
      request_price: '2998.4391',
      decided_by: 'alice',
      decision_channel: 'WEB',
      decision_reason: 'Too close to the close of the session',
    }),
    decided(36_700_160, -7_200, { status: 'REJECTED', decision_channel: 'SYSTEM', decision_reason: 'HITL_TIMEOUT' }),
  ],
  quotes: [quote('BTCUSD', '63951.22942482', '63964.02094984'), quote('ETHUSD', '2997.83955626', '2998.43918412')],
  approvalConfig,
  tradingConfig,
  lockouts: [],
  equity: equityCurve(900),
  trades: Array.from({ length: 24 }, (_, index) => trade(30_000_000 + index)),
  positions: [
    position('BTCUSD', '0.75'),
    position('ETHUSD', '-3.5', { average_price: '3011.25', reported_age_ms: 2_000 }),
    position('BTCUSD', '0.01', { trading_mode: 'paper', reported_quantity: null, reported_at: null, differs: null }),
  ],
  commands: [],
  strategies: [
    { seq: SEQ, time: at(0), strategy_id: 7, highest_intent_id: 1_204, enabled: true, last_seen_at: at(-2) },
    { seq: SEQ, time: at(0), strategy_id: 9, highest_intent_id: 88, enabled: false, last_seen_at: at(-3_600) },
  ],
  models: [
    {
      seq: SEQ,
      time: at(0),
      model_name: 'trend',
      version: '2.4.1',
      acknowledgements: { 'follower-1': '2.4.1', 'follower-2': '2.4.0' },
      behind: ['follower-2'],
    },
  ],
  journal,
};

/** An engine that has just begun. */
export const empty: Scene = {
  ...calm,
  transitions: [],
  clients: [],
  sinks: [],
  history: [],
  quotes: [],
  equity: [],
  trades: [],
  positions: [],
  strategies: [],
  models: [],
  journal: [],
  tradingConfig: { ...tradingConfig, decision: {} },
  status: { ...status, last_transition: null, equity: null, peak: null, drawdown_pct: null, equity_age_ms: null },
};

/** Much to decide. */
export const busy: Scene = {
  ...calm,
  requests: [
    {
      seq: SEQ,
      time: at(0),
      request_id: 3_989_504,
      command: 'GuardianUnlock',
      requested_at: at(-60),
      expires_at: at(240),
      state: 'WAITING',
      code: null,
      operator_id: 'bob',
      input: { type: 'GuardianUnlock', operatorId: 'bob', reason: 'News is out, the market is calm again' },
      loosens: 'New risk and new requests are allowed again',
    },
  ],
  pending: [
    approval(38_420_480, { quantity: '0.5', expires_at: at(22), reasoning_summary: null }),
    approval(38_502_400, {
      symbol: 'ETHUSD',
      instrument: 'ETHUSD',
      side: 'SELL',
      quantity: '4',
      order_price: '3042.5',
      request_price: '3001.1',
      expires_at: at(131),
    }),
    approval(38_510_592, {
      symbol: 'SOLUSD',
      instrument: 'SOLUSD',
      trading_mode: 'paper',
      quantity: '120',
      request_price: '148.22',
      confidence: null,
      risk_pct: null,
      model_name: null,
      model_version: null,
      expires_at: at(262),
    }),
  ],
  trades: [
    ...calm.trades,
    trade(38_100_000, { state: 'ACCEPTED', quantity: '0.25', filled_quantity: '0.1', since: at(-40) }),
    trade(38_100_001, {
      state: 'ACCEPTED',
      symbol: 'ETHUSD',
      instrument: 'ETHUSD',
      side: 'SELL',
      quantity: '3',
      filled_quantity: '0',
      since: at(-12),
    }),
  ],
  positions: [
    ...calm.positions,
    position('SOLUSD', '40', { average_price: '147.9', reported_quantity: '55', differs: true }),
  ],
  lockouts: [
    lockout(4_161_536, 'TSLA'),
    lockout(4_161_600, 'NVDA', { lockout_type: 'news_shock', reason: 'Halt on the exchange', created_by: null, expires_at: at(600) }),
  ],
  quotes: [...calm.quotes, quote('DELISTED', '1.2', '1.3', { age_ms: 9_000_000, stale: true, watched: false })],
};

const HALT = 'HALT: All operations suspended, manual intervention required';

/** After an emergency stop. */
export const alarmed: Scene = {
  ...busy,
  status: {
    ...status,
    system_status: 'EMERGENCY',
    mode: 'halt',
    computed_mode: 'halt',
    causes: ['risk.breach_hard'],
    emergency_mode: true,
    emergency_reason_code: 'risk.breach_hard',
    emergency_reason: 'DD BREACH: -10.4%',
    emergency_drawdown_pct: '-10.4',
    emergency_activated_at: at(-18),
    allow_new_trades: false,
    guardian_locked: true,
    guardian_reason: 'Hard breach',
    guardian_since: at(-10),
    drawdown_pct: '-10.4',
    equity: '90720.44',
    mode_since: at(-18),
    last_transition: transition('normal', 'halt', 'risk.breach_hard', 'risk', -18),
  },
  permissions: {
    ...permissions,
    mode: 'halt',
    emergency: true,
    permissions: { open: false, send: false, amend: false, cancel: false, reduce_only: false, query: true },
    reasons: { open: HALT, send: HALT, amend: HALT, cancel: HALT, reduce_only: HALT },
  },
  components: components.map((row) =>
    row.source === 'risk'
      ? { ...row, level: 'tripped' as const, consecutive_failures: 3, last_reason: 'risk.timeout' as const }
      : row,
  ),
  emergency: {
    active: true,
    phase: 'RETRY',
    reason: 'DD BREACH: -10.4%',
    activated_at: at(-18),
    positions_to_close: 3,
    orders_to_cancel: 2,
    positions_closed: 1,
    orders_cancelled: 2,
    attempt: 2,
    verified: false,
    open: 'BTCUSD 0.75, SOLUSD 40',
    correlation_id: CORRELATION,
  },
  pending: [],
  equity: equityCurve(11_000),
  commands: [
    {
      seq: SEQ,
      time: at(0),
      command_id: 39_000_064,
      kind: 'reduce_only',
      trade_id: 0,
      symbol: 'BTCUSD',
      instrument: 'BTCUSD',
      side: 'SELL',
      quantity: '0.75',
      trading_mode: 'live',
      attempt: 2,
      since: at(-18),
      order_ref: null,
    },
  ],
};

/** In the middle of a recovery, under a forced mode. */
export const recovering: Scene = {
  ...calm,
  status: {
    ...status,
    system_status: 'RECOVERING',
    mode: 'recovering',
    computed_mode: 'recovering',
    stage: 'verify_risk',
    causes: ['cold_start'],
    is_override: true,
    override_mode: 'safe_mode',
    override_expires_at: at(281),
    override_operator_id: 'alice',
    override_reason: 'Watching the venue after its outage',
  },
  permissions: {
    ...permissions,
    mode: 'recovering',
    stage: 'verify_risk',
    permissions: { open: false, send: false, amend: false, cancel: true, reduce_only: false, query: true },
    warnings: { cancel: 'SAFE_MODE: Cancel is best-effort, may fail' },
    reasons: Object.fromEntries(
      ['open', 'send', 'amend', 'reduce_only'].map((action) => [action, 'RECOVERING(verify_risk): Action not allowed']),
    ),
  },
  recovery: {
    ...recovery,
    active: true,
    trigger: 'cold_start',
    stage: 'verify_risk',
    attempt: 1,
    since: at(-9),
    run_id: '8192',
    evidence: { risk_healthy: true, book_reconciled: false, equity_fresh: true },
  },
};

export const scenes = { calm, empty, busy, alarmed, recovering } as const;
export type SceneName = keyof typeof scenes;

/** What a GET answers in a scene; undefined for a path that no route has. */
export function answerOf(scene: Scene, path: string): unknown {
  const fixed: Readonly<Record<string, unknown>> = {
    '/api/session': scene.session,
    '/api/degradation/status': scene.status,
    '/api/degradation/permissions': scene.permissions,
    '/api/degradation/components': scene.components,
    '/api/degradation/recovery': scene.recovery,
    '/api/degradation/transitions': scene.transitions,
    '/api/requests': scene.requests,
    '/api/clients': scene.clients,
    '/api/sinks': scene.sinks,
    '/api/emergency': scene.emergency,
    '/api/hitl/pending': scene.pending,
    '/api/hitl/history': scene.history,
    '/api/quotes': scene.quotes,
    '/api/admin/trading/approval-config': scene.approvalConfig,
    '/api/admin/trading/config': scene.tradingConfig,
    '/api/admin/trading/lockouts': scene.lockouts,
    '/api/equity': scene.equity,
    '/api/trades': scene.trades,
    '/api/positions': scene.positions,
    '/api/commands': scene.commands,
    '/api/strategies': scene.strategies,
    '/api/models': scene.models,
    '/api/audit': scene.journal,
  };
  const tradeId = /^\/api\/hitl\/(\d+)$/.exec(path)?.[1];
  if (tradeId !== undefined) {
    return [...scene.pending, ...scene.history].find((row) => row.trade_id === Number(tradeId));
  }
  const seq = /^\/api\/journal\/(\d+)$/.exec(path)?.[1];
  if (seq !== undefined) {
    return scene.journal.filter((row) => row.seq === Number(seq));
  }
  return fixed[path];
}
